using System.ComponentModel;
using System.Diagnostics;

namespace HotStart.Flow.Candidates;

/// <summary>Runs the SDK's command line. No compiler or build server is left behind.</summary>
internal static class DotnetCommand
{
    private static readonly string[] InheritedPrefixes = ["MSBUILD", "DOTNET_HOST_PATH", "DOTNET_STARTUP", "DOTNET_ROOT_", "COREHOST_", "VSTEST_", "MicrosoftNET"];

    /// <summary>Runs one command in the folder of what it builds.</summary>
    /// <param name="project">What is built.</param>
    /// <param name="arguments">The arguments, one each.</param>
    /// <param name="cancellationToken">Ends the command with all its processes.</param>
    /// <exception cref="HotStartException">There is no .NET SDK.</exception>
    public static async Task<DotnetResult> RunAsync(string project, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using Process process = Start(project, arguments);
        try
        {
            // Both at once: a pipe that nobody empties stops the build.
            Task<string> printed = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> complained = process.StandardError.ReadToEndAsync(cancellationToken);
            string[] outputs = await Task.WhenAll(printed, complained).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new DotnetResult(process.ExitCode, outputs[0], outputs[1]);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(string project, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(Dotnet(), arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };

        // A host that was itself started by a build or test run hands on settings that point into that run.
        foreach (string name in start.Environment.Keys.Where(k => InheritedPrefixes.Any(p => k.StartsWith(p, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // By default a feed that cannot be reached is asked for more than ten seconds.
        start.Environment.TryAdd("NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT", "2");
        start.Environment.TryAdd("NUGET_ENHANCED_NETWORK_RETRY_DELAY_MILLISECONDS", "200");
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
