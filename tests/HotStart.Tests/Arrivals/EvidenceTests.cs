using HotStart.Flow.Arrivals;
using Microsoft.Win32.SafeHandles;

namespace HotStart.Tests.Arrivals;

/// <summary>The single pieces of evidence.</summary>
public sealed class EvidenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hotstart-evidence-").FullName;

    private string File1 => Path.Join(_folder, "file.dll");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pe_CutAnywhere_IsNeverWhole()
    {
        byte[] whole = SmallDll.Make("hello", 1).Bytes;
        for (int length = 0; length < whole.Length; length += 64)
        {
            Assert.Equal((length, Wholeness.Incomplete), (length, Look(whole[..length]).Wholeness));
        }

        Assert.Equal(Wholeness.Whole, Look(whole).Wholeness);
    }

    [Fact]
    public void Pe_WithRoomReservedButNoHeadersYet_IsNeverWhole()
    {
        byte[] whole = SmallDll.Make("hello", 1).Bytes;
        foreach (int written in new[] { 0, 64, 200, 512 })
        {
            byte[] bytes = new byte[whole.Length];
            whole.AsSpan(0, written).CopyTo(bytes);
            Assert.Equal((written, Wholeness.Incomplete), (written, Look(bytes).Wholeness));
        }
    }

    [Fact]
    public void Pe_OfTheFramework_IsWhole()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (string path in Directory.GetFiles(folder, "*.dll"))
        {
            using SafeFileHandle file = LinuxFile.OpenToLook(path);
            Assert.Equal((path, Wholeness.Whole), (path, PeLook.At(file).Wholeness));
        }
    }

    [Fact]
    public void Pe_MutatedAtRandom_NeverThrows()
    {
        byte[] whole = SmallDll.Make("hello", 1).Bytes;
        Random random = new(20260923);
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = (byte[])whole.Clone();
            for (int j = 0; j < 8; j++)
            {
                bytes[random.Next(j < 6 ? 1024 : bytes.Length)] = (byte)random.Next(256);
            }

            Assert.True(Enum.IsDefined(Look(bytes).Wholeness));
        }
    }

    [Fact]
    public void Pe_AndItsSymbols_HaveTheSameId()
    {
        SmallDll dll = SmallDll.Make("hello", 1);
        File.WriteAllBytes(File1, dll.Symbols);
        Assert.NotNull(Look(dll.Bytes).SymbolsId);
        File.WriteAllBytes(File1, dll.Symbols);
        Assert.Equal(Look(dll.Bytes, "other").SymbolsId, SymbolsLook.IdOf(File1));
    }

    [Fact]
    public void Writers_OfAFile_AreSeenWhileTheyHaveItOpen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "read leases are Linux");
        File.WriteAllText(File1, "x");
        Assert.Equal(Writers.None, WriterCheck.Of(File1));
        using (new FileStream(File1, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            Assert.Equal(Writers.None, WriterCheck.Of(File1));
        }

        using (new FileStream(File1, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            Assert.Equal(Writers.Some, WriterCheck.Of(File1));
        }

        Assert.Equal(Writers.None, WriterCheck.Of(File1));
    }

    [Fact]
    public async Task Writers_ThatOpenWhileTheLeaseIsHeld_NeitherFailNorKillTheProcess()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "read leases are Linux");
        await File.WriteAllTextAsync(File1, "x", ArrivalRig.Token);
        const int opens = 20_000;
        Task writer = Task.Run(
            () =>
            {
                for (int i = 0; i < opens; i++)
                {
                    using FileStream file = new(File1, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                }
            },
            ArrivalRig.Token);
        int[] seen = new int[3];
        while (!writer.IsCompleted)
        {
            seen[(int)WriterCheck.Of(File1)]++;
        }

        await writer;
        Assert.True(seen[(int)Writers.None] > 0 && seen[(int)Writers.Some] > 0, string.Join(' ', seen));
        Assert.Equal(0, seen[(int)Writers.Unknown]);
    }

    [Fact]
    public void Looking_WhileAWriterWantsTheFileForItself_DoesNotDisturbIt()
    {
        File.WriteAllText(File1, "x");
        using SafeFileHandle look = LinuxFile.OpenToLook(File1);
        using FileStream writer = new(File1, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(writer.CanWrite);
    }

    [Fact]
    public void Stamp_OfAFileThatTookAnothersPlace_IsAnotherFiles()
    {
        File.WriteAllText(File1, "x");
        FileStamp before = FileStamp.Of(File1);
        File.WriteAllText(File1, "y");
        Assert.True(FileStamp.Of(File1).IsSameFileAs(before));
        File.WriteAllText(File1 + ".new", "z");
        File.Move(File1 + ".new", File1, overwrite: true);
        Assert.False(FileStamp.Of(File1).IsSameFileAs(before));
        Assert.False(FileStamp.Of(Path.Join(_folder, "none", "such")).Exists);
    }

    [Fact]
    public void Deps_OfEveryKind_NameTheFilesAsDeployed()
    {
        File.WriteAllText(File1, """
            { "runtimeTarget": { "name": "net" }, "targets": { "net": {
              "main/1.0.0": { "runtime": { "main.dll": {} }, "resources": { "de/main.resources.dll": { "locale": "de" } } },
              "Pack/2.0.0": { "runtime": { "lib/net8.0/Pack.dll": {} },
                              "runtimeTargets": { "runtimes/linux-x64/native/libp.so": { "rid": "linux-x64", "assetType": "native" } } },
              "Empty/1.0.0": { "runtime": { "lib/net8.0/_._": {} }, "compile": { "ref/x.dll": {} } } } },
              "libraries": { "main/1.0.0": { "type": "project" }, "Pack/2.0.0": { "type": "package" } } }
            """);
        DepsLook deps = DepsLook.At(File1);
        Assert.True(deps.IsWhole);
        Assert.Equal(["de/main.resources.dll", "main.dll"], deps.FromProjects.Order());
        Assert.Equal(["Pack.dll", "runtimes/linux-x64/native/libp.so"], deps.FromPackages.Order());
        File.WriteAllText(File1, """{ "runtimeTarget": { "na""");
        Assert.False(DepsLook.At(File1).IsWhole);
    }

    private PeLook Look(byte[] bytes, string? name = null)
    {
        string path = name is null ? File1 : Path.Join(_folder, name);
        File.WriteAllBytes(path, bytes);
        using SafeFileHandle file = LinuxFile.OpenToLook(path);
        return PeLook.At(file);
    }
}
