using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;

namespace HotStart.Tests.Candidates;

public sealed class StagerTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Stager _stager;

    public StagerTests() => _stager = _scratch.Stager();

    public void Dispose()
    {
        _stager.Dispose();
        _scratch.Dispose();
    }

    private StagedCopy Stage(string relative) => _stager.Stage(ArtifactResolver.Resolve(_scratch[relative]), "plugin");

    [Fact]
    public void Stage_FlatDll_TakesWhatBelongsToItAndNoMore()
    {
        string deep = _scratch.Compile("p/deep.dll", "public class D;");
        string lib = _scratch.Compile("p/lib.dll", "public class L : D;", references: [deep]);
        _scratch.Compile("p/söder ding.dll", "public class A : L;", references: [lib, deep], pdb: true);
        _scratch.Compile("p/stranger.dll", "public class S;");
        _scratch.Write("p/notes.txt", "");

        StagedCopy copy = Stage("p/söder ding.dll");

        Assert.Equal(["deep.dll", "lib.dll", "söder ding.dll", "söder ding.pdb"], copy.Files);
        Assert.Equal(File.ReadAllBytes(_scratch["p/lib.dll"]), File.ReadAllBytes(copy.PathOf("lib.dll")));
        Assert.Equal(copy.PathOf("söder ding.dll"), copy.MainFile);
        Assert.Equal(copy.Fingerprint[..16], Path.GetFileName(copy.Folder));
    }

    [Fact]
    public void Stage_FileOpenForWriting_IsTornAndTakesNoLock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems do not tell who writes.");
        string dll = _scratch.Compile("p/a.dll", "public class A;");
        _scratch.Write("p/a.deps.json", "{}");
        using (FileStream deps = new(_scratch["p/a.deps.json"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            TornArtifactException torn = Assert.Throws<TornArtifactException>(() => Stage("p/a.dll"));
            Assert.Contains("'a.deps.json' is still open for writing", torn.Message);
        }

        // The framework's locks are advisory on Linux: who asks for none reads, and can make nobody else fail.
        using FileStream locked = new(dll, FileMode.Open, FileAccess.Read, FileShare.None);
        Assert.Equal(["a.deps.json", "a.dll"], Stage("p/a.dll").Files);
    }

    [Fact]
    public void Stage_FlatDllWithDepsFile_TakesNativeAndResourceFiles()
    {
        _scratch.Compile("p/a.dll", "public class A;");
        _scratch.Write("p/runtimes/linux-x64/native/libx.so", "native");
        _scratch.Write("p/runtimes/win-x64/native/x.dll", "native");
        _scratch.Write("p/de/a.resources.dll", "satellite");
        _scratch.Write("p/a.deps.json", """
            { "targets": { ".NETCoreApp,Version=v10.0": { "x/1.0.0": {
                "runtimeTargets": { "runtimes/linux-x64/native/libx.so": { "rid": "linux-x64", "assetType": "native" } },
                "resources": { "lib/net8.0/de/a.resources.dll": { "locale": "de" } } } } }, "libraries": {} }
            """);

        Assert.Equal(["a.deps.json", "a.dll", "de/a.resources.dll", "runtimes/linux-x64/native/libx.so"], Stage("p/a.dll").Files);
    }

    [Fact]
    public void Stage_OwnFolder_TakesAllButJunk()
    {
        _scratch.Compile("own/own.dll", "public class A;");
        _scratch.Write("own/data/größe 1.json", "{}");
        _scratch.Write("own/.own.dll.swp", "");
        _scratch.Write("own/own.dll.part", "");
        _scratch.Write("else/linked.txt", "linked");
        Directory.CreateSymbolicLink(_scratch["own/link"], _scratch["else"]);
        Directory.CreateSymbolicLink(_scratch["own/circle"], _scratch["own"]);

        StagedCopy copy = Stage("own");

        Assert.Equal(["data/größe 1.json", "link/linked.txt", "own.dll"], copy.Files);
        Assert.Equal("linked", File.ReadAllText(copy.PathOf("link/linked.txt")));
    }

    [Fact]
    public void Stage_SameContent_IsTheSameFolder()
    {
        _scratch.Compile("a.dll", "public class A;");
        StagedCopy first = Stage("a.dll");
        File.SetLastWriteTimeUtc(_scratch["a.dll"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        StagedCopy second = Stage("a.dll");

        Assert.Equal(first.Folder, second.Folder);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal([first.Folder], Directory.GetDirectories(Path.GetDirectoryName(first.Folder)!));
    }

    [Fact]
    public void Stage_OtherContentOrName_IsAnotherFolder()
    {
        _scratch.Write("own/own.dll", "1");
        _scratch.Write("own/x.txt", "1");
        string first = Stage("own").Fingerprint;
        _scratch.Write("own/x.txt", "2");
        string second = Stage("own").Fingerprint;
        File.Move(_scratch["own/x.txt"], _scratch["own/y.txt"]);
        string third = Stage("own").Fingerprint;

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }

    [Fact]
    public void Stage_FolderLostAFile_IsCopiedAgainElsewhere()
    {
        _scratch.Compile("a.dll", "public class A;");
        StagedCopy first = Stage("a.dll");
        File.Delete(first.MainFile);

        StagedCopy second = Stage("a.dll");

        Assert.NotEqual(first.Folder, second.Folder);
        Assert.True(File.Exists(second.MainFile));
    }

    [Fact]
    public void Stage_PathOutsideInDepsFile_IsRefused()
    {
        _scratch.Compile("p/a.dll", "public class A;");
        _scratch.Write("secret.dll", "secret");
        _scratch.Write("p/a.deps.json", """{ "targets": { "t": { "x/1": { "runtime": { "lib/../../secret.dll": {} } } } }, "libraries": {} }""");

        Reason flat = Assert.Throws<ArtifactException>(() => Stage("p/a.dll")).Reason;
        Reason owned = Assert.Throws<ArtifactException>(() => Stage("p")).Reason;

        Assert.Equal(ReasonCodes.PathOutside, flat.Code);
        Assert.Contains("lib/../../secret.dll", flat.Message);
        Assert.Equal(ReasonCodes.PathOutside, owned.Code);
    }

    [Theory]
    [InlineData("{ \"targets\": ")]
    [InlineData("[]")]
    [InlineData("{ \"targets\": 5 }")]
    [InlineData("{ \"libraries\": { \"x\": 3 } }")]
    public void Stage_BrokenDepsFile_IsRefusedByName(string json)
    {
        _scratch.Compile("p/a.dll", "public class A;");
        _scratch.Write("p/a.deps.json", json);

        Reason reason = Assert.Throws<ArtifactException>(() => Stage("p/a.dll")).Reason;

        Assert.Equal(ReasonCodes.Unreadable, reason.Code);
        Assert.Contains("a.deps.json", reason.Message);
    }

    [Fact]
    public void Stage_FailsHalfway_LeavesNothing()
    {
        Artifact gone = new(ArtifactKind.Assembly, _scratch["gone.dll"], _scratch.Folder, OwnsRoot: false);

        Assert.Equal(ReasonCodes.ArtifactNotFound, Assert.Throws<ArtifactException>(() => _stager.Stage(gone, "plugin")).Reason.Code);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_stager.Root, "plugin")));
    }

    [Fact]
    public void Stage_FileGrowsBetweenLooks_IsTorn()
    {
        _scratch.Write("a.dll", "12345");
        SourceFile looked = new("a.dll", _scratch["a.dll"], 3, FileStamp.Of(_scratch["a.dll"]));
        Artifact artifact = ArtifactResolver.Resolve(_scratch["a.dll"]);

        Assert.Throws<TornArtifactException>(() => FileCopy.Run(artifact, looked, _scratch["copy"]));
    }

    [Fact]
    public async Task Stage_WhileFilesAreReplaced_IsTorn()
    {
        _scratch.Write("own/own.dll", "000000000");
        using CancellationTokenSource stop = new();
        TaskCompletionSource writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task writer = Task.Factory.StartNew(
            () =>
            {
                for (int n = 1; !stop.IsCancellationRequested; n++)
                {
                    // Whole files of one length: nothing but the second look can notice.
                    File.WriteAllText(_scratch["own/.next"], $"{n:D9}");
                    File.Move(_scratch["own/.next"], _scratch["own/own.dll"], overwrite: true);
                    writing.TrySetResult();
                }
            },
            stop.Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await writing.Task;
        bool torn = false;
        for (int i = 0; i < 2_000 && !torn; i++)
        {
            try
            {
                Stage("own");
            }
            catch (TornArtifactException)
            {
                torn = true;
            }
        }

        await stop.CancelAsync();
        await writer;
        Assert.True(torn, "No copy of 2,000 noticed the writer.");
    }

    /// <summary>Where everybody may write, somebody may have made the folder first, and could put other code into it.</summary>
    [Fact]
    public void Root_OfSomebodyElse_IsNotTaken()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give a folder away.");
        string folder = Directory.CreateDirectory(_scratch["theirs"]).FullName;
        Assert.Equal(0, chown(folder, 65534, 65534));

        HotStartException thrown = Assert.Throws<HotStartException>(() => StagingRoot.Create(folder));

        Assert.Contains($"'{folder}' belongs to another user (65534)", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern int chown(string path, uint owner, uint group);

    [Fact]
    public void Root_IsForItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_stager.Root));
    }

    [Fact]
    public void Leftovers_OfTheDead_AreDeletedAndThoseOfTheLivingKept()
    {
        string dead = _scratch["staged/1-dead"];
        _scratch.Write("staged/1-dead/plugin/x/a.dll", "");
        _scratch.Write("staged/1-dead.lock", "");

        using Stager second = _scratch.Stager();

        Assert.False(Directory.Exists(dead));
        Assert.False(File.Exists(dead + ".lock"));
        Assert.True(Directory.Exists(_stager.Root));
        Assert.NotEqual(_stager.Root, second.Root);
    }

    [Fact]
    public void Delete_RemovesTheCopyOnly()
    {
        _scratch.Compile("a.dll", "public class A;");
        StagedCopy a = Stage("a.dll");
        _scratch.Compile("a.dll", "public class A { public int X; }");
        StagedCopy b = Stage("a.dll");

        _stager.Delete(a);
        _stager.Delete(a);

        Assert.False(Directory.Exists(a.Folder));
        Assert.True(File.Exists(b.MainFile));
        _stager.DeleteAll();
        Assert.Empty(Directory.GetFileSystemEntries(_scratch["staged"]));
    }

    [Theory]
    [InlineData("../../out")]
    [InlineData("..")]
    [InlineData("a/b:c")]
    public void Stage_OddPluginName_StaysInTheRoot(string name)
    {
        _scratch.Compile("a.dll", "public class A;");

        StagedCopy copy = _stager.Stage(ArtifactResolver.Resolve(_scratch["a.dll"]), name);

        Assert.Equal(_stager.Root, Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(copy.Folder))));
    }
}
