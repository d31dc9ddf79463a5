using System.Reflection.PortableExecutable;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;

namespace HotStart.Tests.Candidates;

public sealed class AssemblyImageTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static Reason Refusal(string path)
    {
        ImageReading reading = AssemblyImage.Read(path);
        Assert.Null(reading.Image);
        Reason reason = Assert.Single(reading.Reasons);
        Assert.Contains(path, reason.Message);
        Assert.Equal(path, reason.File);
        return reason;
    }

    [Fact]
    public void Read_Plugin_HasAllFields()
    {
        string path = _scratch.Compile(
            "größe.dll",
            """
            [assembly: Plugin("pricing", "2.1-beta")]
            [assembly: SharedAssembly]
            [assembly: System.Reflection.AssemblyInformationalVersion("1.2.3+abc")]
            public class A;
            """,
            version: "1.2.3.4",
            pdb: true);

        AssemblyImage image = AssemblyImage.Read(path).Image!;

        Assert.Equal(("größe", new Version(1, 2, 3, 4), "1.2.3+abc"), (image.Name, image.Version, image.InformationalVersion));
        Assert.Equal(("pricing", "2.1-beta"), (image.PluginId, image.PluginVersion));
        Assert.Equal(".NETCoreApp,Version=v10.0", image.TargetFramework);
        Assert.True(image.IsMarkedShared && image.RefersToAbstractions && !image.IsReferenceOnly);
        Assert.Equal((Machine.I386, CorFlags.ILOnly), (image.Machine, image.CorFlags));
        Assert.NotEqual(Guid.Empty, image.Mvid);
        Assert.NotNull(image.PdbId);
        Assert.Contains(image.References, r => r.Name == "HotStart.Abstractions");
    }

    [Fact]
    public void Read_NoPluginAttribute_HasNoIdAndIdentityFallsBack()
    {
        string path = _scratch.Compile("my plugin.dll", "public class A;", version: "3.0.0.0");
        AssemblyImage image = AssemblyImage.Read(path).Image!;

        Assert.Null(image.PluginId);
        Assert.Equal(("my-plugin", "3.0.0.0"), CandidateChecks.Identity(image, ArtifactResolver.Resolve(path)));
    }

    [Fact]
    public void Read_PluginAttributeWithoutVersion_LeavesItToTheAssembly()
    {
        string path = _scratch.Compile("a.dll", """[assembly: Plugin("x")] public class A;""", version: "3.0.0.0");
        AssemblyImage image = AssemblyImage.Read(path).Image!;

        Assert.Equal(("x", "3.0.0.0"), CandidateChecks.Identity(image, ArtifactResolver.Resolve(path)));
    }

    [Fact]
    public void Read_BadFiles_SayWhatTheyAre()
    {
        Assert.Contains("empty", Refusal(_scratch.Write("empty.dll", "")).Message);
        Assert.Equal(ReasonCodes.NotAPeFile, Refusal(_scratch.Write("text.dll", new string('x', 5000))).Code);
        Assert.Equal(ReasonCodes.NotAPeFile, Refusal(_scratch.Write("mz.dll", "MZ" + new string('x', 5000))).Code);
        Assert.Equal(ReasonCodes.ArtifactNotFound, Refusal(_scratch["none.dll"]).Code);
        Directory.CreateDirectory(_scratch["folder.dll"]);
        Assert.Equal(ReasonCodes.Unreadable, Refusal(_scratch["folder.dll"]).Code);
    }

    [Fact]
    public void Read_NativeLibrary_IsNamedAsOne()
    {
        string native = Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!)
            .First(f => Path.GetFileName(f) is "libcoreclr.so" or "coreclr.dll" or "libcoreclr.dylib");
        File.Copy(native, _scratch["native.dll"]);

        Reason reason = Refusal(_scratch["native.dll"]);

        Assert.Equal(ReasonCodes.NotManaged, reason.Code);
        Assert.Contains("native", reason.Message);
    }

    [Fact]
    public void Read_CutAtEvery4KiB_IsRefused()
    {
        byte[] whole = File.ReadAllBytes(typeof(CSharpExtent).Assembly.Location);
        string path = _scratch["cut.dll"];
        for (int length = 4096; length < whole.Length - 1024; length += 4096)
        {
            File.WriteAllBytes(path, whole.AsSpan(0, length));
            Assert.Equal(ReasonCodes.NotAPeFile, Refusal(path).Code);
        }
    }

    [Fact]
    public void Read_DeeplyNestedSignature_IsDamageAndNoStackOverflow()
    {
        string path = _scratch.Compile("deep.dll", $"public class A {{ public static int{string.Concat(Enumerable.Repeat("[]", 2000))} F; }}");

        ImageFacts facts = ImageFacts.Read(path, path, null);

        Assert.Null(facts.Image);
        Assert.Equal(ReasonCodes.DamagedAssembly, Assert.Single(facts.Reasons).Code);
    }

    /// <summary>Stands for this test assembly: big enough to be cut often.</summary>
    private sealed class CSharpExtent;
}
