namespace HotStart.Flow.Candidates;

/// <summary>
/// Builds a project by <c>dotnet build</c> into a folder of its own: the project's bin and obj stay as they are, and
/// no compiler or build server is left behind.
/// </summary>
internal sealed class ProjectBuild : ArtifactBuilder
{
    public override bool CanBuild(Artifact artifact) => artifact.Kind == ArtifactKind.Project;

    /// <inheritdoc/>
    public override async Task<BuildResult> BuildAsync(Artifact artifact, string outputFolder, CancellationToken cancellationToken)
    {
        string project = Path.GetFullPath(artifact.Path);
        DotnetResult result = await DotnetCommand.RunAsync(
            project,
            [
                "build", project, "-c", "Release", "--artifacts-path", Path.GetFullPath(outputFolder), "--nologo", "-v", "q", "-nr:false",
                "-p:UseSharedCompilation=false", "-p:UseRazorBuildServer=false", "-p:EnableDynamicLoading=true",
                "-t:Build", "-getProperty:TargetPath",
            ],
            cancellationToken).ConfigureAwait(false);
        return Read(project, result);
    }

    private static BuildResult Read(string project, DotnetResult result)
    {
        string? main = result.Printed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(l => l.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && Path.IsPathRooted(l));
        var warnings = BuildOutput.Read(result.All, "warning", project);
        return result.ExitCode == 0 && main is not null && File.Exists(main)
            ? new BuildResult(main, [], warnings)
            : new BuildResult(null, BuildOutput.Errors(result, project), warnings);
    }
}
