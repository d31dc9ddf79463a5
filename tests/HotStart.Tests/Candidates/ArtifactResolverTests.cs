using HotStart.Flow.Candidates;

namespace HotStart.Tests.Candidates;

public sealed class ArtifactResolverTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Resolve_Dll_IsFlat()
    {
        string dll = _scratch.Compile("größe eins.dll", "public class A;");

        Artifact artifact = ArtifactResolver.Resolve(Path.Combine(_scratch.Folder, "x", "..", "größe eins.dll"));

        Assert.Equal(new Artifact(ArtifactKind.Assembly, dll, _scratch.Folder, OwnsRoot: false), artifact);
        Assert.Equal("größe eins", artifact.Name);
    }

    [Fact]
    public void Resolve_FolderWithNamedDll_TakesIt()
    {
        string dll = _scratch.Compile("hello/hello.dll", "public class A;");
        _scratch.Compile("hello/other.dll", "public class B;");

        Assert.Equal(new Artifact(ArtifactKind.Assembly, dll, _scratch["hello"], OwnsRoot: true), ArtifactResolver.Resolve(_scratch["hello"]));
        Assert.Equal(dll, ArtifactResolver.Resolve(_scratch["hello"] + Path.DirectorySeparatorChar).Path);
    }

    [Fact]
    public void Resolve_FolderWithProject_IsProject()
    {
        _scratch.Compile("app/app.dll", "public class A;");
        string project = _scratch.Write("app/app.csproj", "<Project />");

        Assert.Equal(new Artifact(ArtifactKind.Project, project, _scratch["app"], OwnsRoot: true), ArtifactResolver.Resolve(_scratch["app"]));
        Assert.Equal(ArtifactKind.Project, ArtifactResolver.Resolve(project).Kind);
    }

    [Fact]
    public void Resolve_FolderWithOneDepsFile_TakesItsDll()
    {
        _scratch.Compile("out/lib.dll", "public class L;");
        string main = _scratch.Compile("out/main.dll", "public class A;");
        _scratch.Write("out/main.deps.json", "{}");

        Assert.Equal(main, ArtifactResolver.Resolve(_scratch["out"]).Path);
    }

    [Fact]
    public void Resolve_FolderWithLibrary_TakesTheOneNobodyRefersTo()
    {
        string lib = _scratch.Compile("out/lib.dll", "public class L;");
        string main = _scratch.Compile("out/zmain.dll", "public class A : L;", references: [lib]);
        File.WriteAllBytes(_scratch["out/native.dll"], [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]);

        Assert.Equal(main, ArtifactResolver.Resolve(_scratch["out"]).Path);
    }

    [Fact]
    public void Resolve_Ambiguous_ListsTheDlls()
    {
        _scratch.Compile("out/a.dll", "public class A;");
        _scratch.Compile("out/b.dll", "public class B;");

        Reason reason = Assert.Throws<ArtifactException>(() => ArtifactResolver.Resolve(_scratch["out"])).Reason;

        Assert.Contains("a.dll, b.dll", reason.Message);
        Assert.Equal(ReasonCodes.ArtifactNotFound, reason.Code);
    }

    [Fact]
    public void Resolve_Missing_NamesPathAndNeighbours()
    {
        _scratch.Compile("a.dll", "public class A;");

        Reason reason = Assert.Throws<ArtifactException>(() => ArtifactResolver.Resolve(_scratch["b.dll"])).Reason;

        Assert.Contains("b.dll' does not exist", reason.Message);
        Assert.Contains("a.dll", reason.Message);
        Assert.Contains("neither a DLL", Assert.Throws<ArtifactException>(() => ArtifactResolver.Resolve(_scratch.Write("x.txt", ""))).Message);
        Directory.CreateDirectory(_scratch["empty"]);
        Assert.Contains("neither a DLL", Assert.Throws<ArtifactException>(() => ArtifactResolver.Resolve(_scratch["empty"])).Message);
    }

    [Theory]
    [InlineData("hello.cs")]
    [InlineData("hello.dll")]
    [InlineData("hello.csproj")]
    public void Resolve_Pipe_IsRefusedUnread(string name)
    {
        Directory.CreateDirectory(_scratch.Folder);
        Assert.Equal(0, mkfifo(_scratch[name], 0x180));

        Reason reason = Assert.Throws<ArtifactException>(() => ArtifactResolver.Resolve(_scratch[name])).Reason;

        Assert.Contains($"'{_scratch[name]}' is no regular file", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_WithPipes_LeavesThemOut()
    {
        string file = _scratch.Write("hello/a.cs", "");
        string dll = _scratch.Compile("other/other.dll", "public class A;");
        foreach (string pipe in (string[])["hello/b.cs", "other/b.json", "other/c.dll"])
        {
            Assert.Equal(0, mkfifo(_scratch[pipe], 0x180));
        }

        Assert.Equal([file], SourceFiles.In(_scratch["hello"]));
        Assert.Equal([Path.GetFileName(dll)], ArtifactFiles.List(ArtifactResolver.Resolve(_scratch["other"])).Select(f => f.Relative));
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern int mkfifo(string path, uint mode);

    [Fact]
    public void Scan_Mixed_FindsPluginsOnly()
    {
        string lib = _scratch.Compile("p/lib.dll", "public class L;");
        _scratch.Compile("p/flat.dll", "public class A : L;", references: [lib]);
        _scratch.Compile("p/.hidden.dll", "public class A;");
        _scratch.Compile("p/new.dll.tmp", "public class A;");
        _scratch.Compile("p/folder/folder.dll", "public class A;");
        _scratch.Compile("p/.git/git.dll", "public class A;");
        _scratch.Compile("p/two/x.dll", "public class A;");
        _scratch.Compile("p/two/y.dll", "public class A;");
        _scratch.Compile("p/de/flat.resources.dll", "public class A;");
        _scratch.Write("p/docs/readme.md", "");
        _scratch.Compile("elsewhere/v1/linked.dll", "public class A;");
        Directory.CreateSymbolicLink(_scratch["p/linked"], _scratch["elsewhere/v1"]);
        _scratch.Compile("elsewhere/file.dll", "public class A;");
        File.CreateSymbolicLink(_scratch["p/filelink.dll"], _scratch["elsewhere/file.dll"]);

        IReadOnlyList<ArtifactFinding> found = ArtifactResolver.Scan(_scratch["p"]);

        Assert.Equal(
            ["filelink.dll", "flat.dll", "folder", "linked", "two"], found.Select(f => Path.GetFileName(f.Path)));
        Assert.Equal(["two"], found.Where(f => f.Artifact is null).Select(f => Path.GetFileName(f.Path)));
        Assert.Contains("x.dll, y.dll", found[4].Problem!.Message);
        Assert.All(found.Take(2), f => Assert.False(f.Artifact!.OwnsRoot));
    }

    [Fact]
    public void Scan_LibraryChanges_IsSeen()
    {
        string lib = _scratch.Compile("p/lib.dll", "public class L;");
        _scratch.Compile("p/flat.dll", "public class A : L;", references: [lib]);
        Assert.Single(ArtifactResolver.Scan(_scratch["p"]));

        _scratch.Compile("p/flat.dll", "public class A { public static int Longer() => 1; }");

        Assert.Equal(2, ArtifactResolver.Scan(_scratch["p"]).Count);
    }

    [Fact]
    public void Scan_MissingFolder_Throws() =>
        Assert.Contains("does not exist", Assert.Throws<ArtifactException>(() => ArtifactResolver.Scan(_scratch["none"])).Message);
}
