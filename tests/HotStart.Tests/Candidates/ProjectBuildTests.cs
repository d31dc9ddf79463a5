using HotStart.Flow.Candidates;

namespace HotStart.Tests.Candidates;

public sealed class ProjectBuildTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Project(string source)
    {
        _scratch.Write("app ä/Hello.cs", source);
        return _scratch.Write(
            "app ä/hello.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
    }

    [Fact]
    public async Task Run_GoodAndBadSource_GivesDllOrCompilerErrors()
    {
        string project = Project("public static class A { public static int V() => 1; }");
        _scratch.Write("app ä/obj/stale.cs", "this is no code");
        using ProjectBuild build = new();

        BuildResult good = await build.BuildAsync(ArtifactResolver.Resolve(project), _scratch["out"], TestContext.Current.CancellationToken);

        Assert.True(good.Succeeded, string.Join('\n', good.Errors));
        Assert.Equal("hello", AssemblyImage.Read(good.MainFile!).Image!.Name);
        Assert.Equal(good.MainFile, ArtifactResolver.Resolve(good.Artifact.Root).Path);
        Assert.Equal(["Hello.cs", "hello.csproj", "obj"], Directory.GetFileSystemEntries(_scratch["app ä"]).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal));

        Project("public static class A { public static int V() => 1 }");
        BuildResult bad = await build.BuildAsync(ArtifactResolver.Resolve(project), _scratch["out"], TestContext.Current.CancellationToken);

        Reason error = Assert.Single(bad.Errors);
        Assert.False(bad.Succeeded);
        Assert.Equal(ReasonCodes.BuildFailed, error.Code);
        Assert.Equal($"{_scratch["app ä/Hello.cs"]}(1,52): error CS1002: ; expected", error.Message);
        Assert.Equal(_scratch["app ä/Hello.cs"], error.File);
    }

    [Fact]
    public async Task Run_Cancelled_EndsTheBuild()
    {
        string project = Project("public class A;");
        using CancellationTokenSource cancel = new();
        Task<BuildResult> build = new ProjectBuild().BuildAsync(ArtifactResolver.Resolve(project), _scratch["out"], cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => build);
    }

    [Fact]
    public void BuildOutput_Lines_BecomeReasons()
    {
        string text = """
            /a b/x.cs(1,2): error CS1002: ; expected [/a b/p.csproj]
            /a b/x.cs(1,2): error CS1002: ; expected [/a b/p.csproj]
            /a b/x.cs(3,4): warning CS0168: The variable 'e' is declared [but] never used [/a b/p.csproj::TargetFramework=net10.0]
            MSBUILD : error MSB1009: Project file does not exist.
            /sdk/x.targets(5,6): error : no code here [/a b/p.csproj]
            Build FAILED.
            """;

        Assert.Equal(
            ["/a b/x.cs(1,2): error CS1002: ; expected", "p.csproj: error MSB1009: Project file does not exist.", "/sdk/x.targets(5,6): error: no code here"],
            BuildOutput.Read(text, "error", "p.csproj").Select(r => r.Message));
        Assert.Equal(
            ["/a b/x.cs(3,4): warning CS0168: The variable 'e' is declared [but] never used"],
            BuildOutput.Read(text, "warning", "p.csproj").Select(r => r.Message));
    }

    [Fact]
    public void ProjectFiles_List_LeavesOutputOut()
    {
        string project = Project("");
        _scratch.Write("app ä/bin/x.cs", "");
        _scratch.Write("app ä/obj/x.cs", "");
        _scratch.Write("app ä/.vs/x.cs", "");
        _scratch.Write("app ä/sub/bin/x.cs", "");
        _scratch.Write("Directory.Build.props", "");

        Assert.Equal(
            ["Directory.Build.props", "app ä/Hello.cs", "app ä/hello.csproj", "app ä/sub/bin/x.cs"],
            ProjectFiles.List(project).Select(f => Path.GetRelativePath(_scratch.Folder, f).Replace('\\', '/')));
    }
}
