using System.Diagnostics;
using System.Reflection;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>A program of tests/Hosts, run as a process of its own.</summary>
internal static class ChildHost
{
    private static readonly Dictionary<string, string> _metadata = typeof(ChildHost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value ?? "");

    public static string Dotnet => Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";

    public static string DllOf(string project) => Path.Combine(
        _metadata["HostsFolder"], project, "bin", _metadata["PluginsConfiguration"], "net10.0", project + ".dll");

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string project, params string[] arguments)
    {
        ProcessStartInfo start = new(Dotnet, [DllOf(project), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A process that dies of an unhandled exception would leave a dump where the machine is set to write some.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().LimitAsync();
            return (process.ExitCode, await output.LimitAsync(), await error.LimitAsync());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
