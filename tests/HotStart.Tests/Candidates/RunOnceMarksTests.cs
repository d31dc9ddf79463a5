using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Serialization;
using HotStart.Flow.Candidates;
using HotStart.Flow.Candidates.RunOnce;

namespace HotStart.Tests.Candidates;

public sealed class RunOnceMarksTests : IDisposable
{
    private const string Context =
        """
        using System.Text.Json;
        using System.Text.Json.Serialization.Metadata;

        public class Context : System.Text.Json.Serialization.JsonSerializerContext
        {
            static readonly object Made = new();
            public Context() : base(null) { }
            protected override JsonSerializerOptions GeneratedSerializerOptions => null;
            public override JsonTypeInfo GetTypeInfo(Type type) => null;
            static object Create_Order() => Made;
            static object OrderPropInit() => null;
            static object OrderCtorParamInit() => null;
            static void OrderSerializeHandler() { }
            static void Use() { }

            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
            static object Create_Hot() => null;

            class Inner { static object Create_Value() => null; }
        }

        class Other { static object Create_Order() => null; }
        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Stage_DllWithAJsonContext_MarksWhatDescribesTypesInTheCopyAlone()
    {
        string json = typeof(JsonSerializerContext).Assembly.Location;
        string lib = _scratch.Compile("p/lib.dll", Context.Replace(" Context", " LibContext", StringComparison.Ordinal) + "\npublic class Lib;", references: [json]);
        string dll = _scratch.Compile("p/a.dll", Context + "\npublic class A : Lib;", references: [json, lib]);
        byte[] before = File.ReadAllBytes(dll);
        using Stager stager = new(_scratch["staged"], [new JsonContexts()]);

        StagedCopy copy = stager.Stage(ArtifactResolver.Resolve(dll), "a");

        Assert.Equal(
            ["Context..cctor", "Context..ctor", "Context.Create_Order", "Context.GetTypeInfo", "Context.OrderCtorParamInit", "Context.OrderPropInit"],
            Marked(copy.MainFile).Order(StringComparer.Ordinal));
        Assert.Empty(Marked(dll));
        Assert.Equal(before, File.ReadAllBytes(dll));
        Assert.Equal(before.Length, File.ReadAllBytes(copy.MainFile).Length);
        Assert.Equal(File.ReadAllBytes(lib), File.ReadAllBytes(copy.PathOf("lib.dll")));
    }

    [Fact]
    public void Stage_SameContentAgain_IsTheSameCopy()
    {
        string dll = _scratch.Compile("p/a.dll", Context, references: [typeof(JsonSerializerContext).Assembly.Location]);
        using Stager stager = new(_scratch["staged"], [new JsonContexts()]);
        StagedCopy first = stager.Stage(ArtifactResolver.Resolve(dll), "a");

        StagedCopy second = stager.Stage(ArtifactResolver.Resolve(dll), "a");

        Assert.Equal((first.Folder, first.Fingerprint), (second.Folder, second.Fingerprint));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Host_CodeThatIsLoadedToStay_IsNotMarked(bool collectible)
    {
        string dll = _scratch.Compile("p/a.dll", Context, references: [typeof(JsonSerializerContext).Assembly.Location]);
        PluginHostOptions options = new() { Watch = false, Collectible = collectible, StagingPath = _scratch["staged"] };
        await using PluginHost host = await PluginHost.StartAsync(_scratch["none"], options);

        SwapResult loaded = await host.ApplyAsync([PluginChange.Load(dll)]);

        Assert.True(loaded.Succeeded, loaded.ToString());
        string copy = Assert.Single(Directory.EnumerateFiles(_scratch["staged"], "a.dll", SearchOption.AllDirectories));
        Assert.Equal(collectible, Marked(copy).Count > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(700)]
    public void Write_DamagedFile_LeavesItAsItIs(int length)
    {
        string dll = _scratch.Compile("p/a.dll", Context, references: [typeof(JsonSerializerContext).Assembly.Location]);
        File.WriteAllBytes(dll, File.ReadAllBytes(dll)[..length]);
        byte[] before = File.ReadAllBytes(dll);

        RunOnceMarks.Write(dll, [new JsonContexts()]);

        Assert.Equal(before, File.ReadAllBytes(dll));
    }

    private static List<string> Marked(string dll)
    {
        using PEReader pe = new(new MemoryStream(File.ReadAllBytes(dll)));
        MetadataReader metadata = pe.GetMetadataReader();
        return
        [
            .. metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
                .Where(m => m.ImplAttributes.HasFlag(MethodImplAttributes.NoOptimization))
                .Select(m => $"{metadata.GetString(metadata.GetTypeDefinition(m.GetDeclaringType()).Name)}.{metadata.GetString(m.Name)}"),
        ];
    }
}
