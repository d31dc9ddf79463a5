using System.ComponentModel;
using System.Diagnostics;

namespace HotStart.Flow.Candidates;

/// <summary>
/// Builds a project by <c>dotnet build</c> into a folder of its own: the project's bin and obj stay as they are, and
/// no compiler or build server is left behind.
/// </summary>
internal sealed class ProjectBuild : ArtifactBuilder
{
    private static readonly string[] InheritedPrefixes = ["MSBUILD", "DOTNET_HOST_PATH", "DOTNET_STARTUP", "DOTNET_ROOT_", "COREHOST_", "VSTEST_", "MicrosoftNET"];

    public override bool CanBuild(Artifact artifact) => artifact.Kind == ArtifactKind.Project;

    /// <inheritdoc/>
    public override async Task<BuildResult> BuildAsync(Artifact artifact, string outputFolder, CancellationToken cancellationToken)
    {
        string project = Path.GetFullPath(artifact.Path);
        using Process process = Start(project, outputFolder);
        try
        {
            // Both at once: a pipe that nobody empties stops the build.
            Task<string> printed = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> complained = process.StandardError.ReadToEndAsync(cancellationToken);
            string[] outputs = await Task.WhenAll(printed, complained).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return Read(project, process.ExitCode, outputs[0], outputs[1]);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static BuildResult Read(string project, int exitCode, string printed, string complained)
    {
        string all = printed + "\n" + complained;
        string? main = printed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(l => l.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && Path.IsPathRooted(l));
        var warnings = BuildOutput.Read(all, "warning", project);
        if (exitCode == 0 && main is not null && File.Exists(main))
        {
            return new BuildResult(main, [], warnings);
        }

        var errors = BuildOutput.Read(all, "error", project);
        if (errors.IsEmpty)
        {
            string tail = string.Join(" ", all.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(5));
            errors = [new Reason(
                ReasonCodes.BuildFailed,
                exitCode == 0
                    ? $"'{project}' was built, but not to a DLL: name a project that builds a library for one framework."
                    : $"'{project}' did not build (exit code {exitCode}): {tail}",
                project)];
        }

        return new BuildResult(null, errors, warnings);
    }

    private static Process Start(string project, string outputFolder)
    {
        ProcessStartInfo start = new(Dotnet())
        {
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "build", project, "-c", "Release", "--artifacts-path", Path.GetFullPath(outputFolder), "--nologo", "-v", "q", "-nr:false",
            "-p:UseSharedCompilation=false", "-p:UseRazorBuildServer=false", "-p:EnableDynamicLoading=true",
            "-t:Build", "-getProperty:TargetPath",
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A host that was itself started by a build or test run hands on settings that point into that run.
        foreach (string name in start.Environment.Keys.Where(k => InheritedPrefixes.Any(p => k.StartsWith(p, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new HotStartException(
                $"'{project}' cannot be built: the .NET SDK was not found as '{start.FileName}' ({e.Message}). Install it, or open a DLL.", e);
        }
    }

    private static string Dotnet()
    {
        string file = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string?[] places =
        [
            Path.GetFileName(Environment.ProcessPath) == file ? Environment.ProcessPath : null,
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, file) : null,
        ];
        return places.FirstOrDefault(p => p is not null && File.Exists(p) && HasSdk(p)) ?? file;
    }

    private static bool HasSdk(string dotnet) => Directory.Exists(Path.Combine(Path.GetDirectoryName(dotnet)!, "sdk"));
}
