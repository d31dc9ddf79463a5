using System.Diagnostics;

namespace HotStart.Compilation.Tests.Plans;

/// <summary>What the SDK makes of a file.</summary>
internal static class SdkBuild
{
    /// <returns>The DLL.</returns>
    public static async Task<string> RunAsync(string file, string output)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(file),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["build", file, "-c", "Release", "-o", output, "--disable-build-servers"])
        {
            start.ArgumentList.Add(argument);
        }

        // A test run hands on settings that point into it.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> printed = process.StandardOutput.ReadToEndAsync();
        Task<string> complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().LimitAsync();
        Assert.True(process.ExitCode == 0, await printed + await complained);
        return Path.Join(output, Path.ChangeExtension(Path.GetFileName(file), ".dll"));
    }
}
