using System.Reflection;

namespace HotStart.Cli.Tests;

/// <summary>
/// A folder for new plugins, below a nuget.config whose packages land in the folder too, and beside it a feed with
/// HotStart's packages as they were built with the tests.
/// </summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public string Feed => _folder["feed"];

    public string Plugins => _folder["plugins"];

    public async ValueTask InitializeAsync()
    {
        string configuration = typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PluginsConfiguration").Value!;
        foreach (string project in (string[])["HotStart.Abstractions", "HotStart", "HotStart.AspNetCore", "HotStart.Doctor", "HotStart.Testing", "HotStart.Analyzers.CodeFixes", "HotStart.Templates"])
        {
            await DotnetProcess.RunAsync(
                Repository.Folder, "pack", Path.Combine("src", project), "--no-build", "-c", configuration, "-o", Feed, "-v", "q");
        }

        // What others made is taken from where it is; HotStart's own must not stay behind in the user's folder.
        string common = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _folder.Write("plugins/nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder["packages"]}" /></config>
              <fallbackPackageFolders><add key="common" value="{common}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
