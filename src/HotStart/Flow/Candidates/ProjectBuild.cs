using System.ComponentModel;
using System.Diagnostics;

namespace HotStart.Flow.Candidates;

/// <summary>
/// Builds a project by <c>dotnet build</c> into a folder of its own: the project's bin and obj stay as they are, and
/// no compiler or build server is left behind. Thread-safe; two builds into one folder at a time are not.
/// </summary>
internal sealed class ProjectBuild(string outputFolder)
{
    private static readonly string[] InheritedPrefixes = ["MSBUILD", "DOTNET_HOST_PATH", "DOTNET_STARTUP", "DOTNET_ROOT_", "COREHOST_", "VSTEST_", "MicrosoftNET"];

    /// <summary>Builds. Compiler errors are in the result.</summary>
    /// <param name="project">The project file.</param>
    /// <param name="cancellationToken">Ends the build with all its processes.</param>
    /// <exception cref="HotStartException">There is no .NET SDK to build with.</exception>
    public async Task<BuildResult> RunAsync(string project, CancellationToken cancellationToken)
    {
        project = Path.GetFullPath(project);
        using Process process = Start(project);
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

    private Process Start(string project)
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
