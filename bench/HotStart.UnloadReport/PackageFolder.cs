using System.Diagnostics;
using System.Reflection;

namespace HotStart.UnloadReport;

/// <summary>Builds the project that gathers the packages of the fixtures, which restores them.</summary>
internal static class PackageFolder
{
    public static async Task<string> BuildAsync(CancellationToken cancellationToken)
    {
        string project = typeof(PackageFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "PackagesProject").Value!;
        string output = Path.Combine(Path.GetDirectoryName(project)!, "bin", "packages");
        using Process build = Process.Start(new ProcessStartInfo("dotnet", ["build", project, "-v", "q", "-c", "Release", "-o", output, "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            RedirectStandardOutput = true,
        })!;
        string said = await build.StandardOutput.ReadToEndAsync(cancellationToken);
        await build.WaitForExitAsync(cancellationToken);
        return build.ExitCode == 0 ? output : throw new InvalidOperationException($"The packages of the fixtures could not be had:\n{said}");
    }
}
