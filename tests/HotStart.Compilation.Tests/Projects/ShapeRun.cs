using System.Collections.Immutable;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>Builds a shape as a host does, and as <c>dotnet build</c> does, and compares.</summary>
internal sealed class ShapeRun(ProjectShape shape) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SourceBuilder _builder = new(new PluginHostOptions());

    private string Entry => _folder[Path.Join("src", shape.Entry)];

    private string Output => _folder["out"];

    public void Dispose()
    {
        _builder.Dispose();
        _folder.Dispose();
    }

    public async Task CheckAsync()
    {
        foreach ((string path, string content) in shape.Files)
        {
            Write(path, content);
        }

        string first = await DllAsync();
        Assert.Equal(shape.FirstAnswer, Answer.Of(first, shape.Call));

        Edit(shape.Old, shape.New);
        string ours = await DllAsync();
        DotnetResult built = await SdkAsync();
        Assert.True(built.ExitCode == 0, built.All);
        string theirs = Target(built);
        Assert.NotEqual(first, ours);
        Assert.Equal(shape.NextAnswer, Answer.Of(ours, shape.Call));
        Assert.Equal(shape.NextAnswer, Answer.Of(theirs, shape.Call));
        Assert.Equal(Surface.Of(theirs), Surface.Of(ours));
        Assert.Equal(Beside(theirs), Beside(ours));

        if (shape.Broken is not null)
        {
            Edit(shape.New, shape.Broken);
            BuildResult broken = await BuildAsync();
            DotnetResult said = await SdkAsync();
            Assert.False(broken.Succeeded);
            Assert.Equal(Said(BuildOutput.Errors(said, Entry)), Said(broken.Errors));
        }
    }

    /// <summary>File, place and code, for the words may come from another version of the compiler.</summary>
    private static string[] Said(ImmutableArray<Reason> errors) =>
        [.. errors.Select(e => $"{e.Diagnostic?.File}({e.Diagnostic?.Line},{e.Diagnostic?.Column}) {e.Diagnostic?.Code}").Order(StringComparer.Ordinal)];

    private static string[] Beside(string dll) =>
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(dll)!, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Path.GetDirectoryName(dll)!, f)).Order(StringComparer.Ordinal),
    ];

    private async Task<BuildResult> BuildAsync() =>
        await _builder.BuildAsync(ArtifactResolver.Resolve(Entry), Output, TestContext.Current.CancellationToken);

    private async Task<string> DllAsync()
    {
        BuildResult result = await BuildAsync();
        Assert.True(result.Succeeded, string.Join('\n', result.Errors));
        return result.MainFile!;
    }

    // Into the same folder, where little is left to do: what a shape costs is the time of this.
    private Task<DotnetResult> SdkAsync() => DotnetCommand.RunAsync(
        Entry,
        [
            "build", Entry, "-c", "Release", "--artifacts-path", Path.Join(Output, "plan", "artifacts"), "--nologo", "-v", "q",
            "-p:UseSharedCompilation=false", "-p:EnableDynamicLoading=true", "-t:Build", "-getProperty:TargetPath",
        ],
        TestContext.Current.CancellationToken);

    private static string Target(DotnetResult built) => built.Printed.Split('\n', StringSplitOptions.TrimEntries).Last(l => l.EndsWith(".dll", StringComparison.Ordinal));

    private void Write(string path, string content) => _folder.Write(Path.Join("src", path), content);

    private void Edit(string old, string @new)
    {
        string text = File.ReadAllText(_folder[Path.Join("src", shape.Edited)]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(shape.Edited, text.Replace(old, @new, StringComparison.Ordinal));
    }
}
