using System.Collections.Immutable;
using NuGet.Versioning;

namespace HotStart.Packages.Packing;

/// <summary>
/// A NuGet package that was opened and looked through: nothing of it has been placed anywhere, and none of its code runs.
/// The file stays open until this is disposed, so that what was checked is what is laid out. One thread at a time.
/// </summary>
public sealed class PluginPackage : IDisposable
{
    private PluginPackage()
    {
    }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The package's id.</summary>
    public required string Id { get; init; }

    /// <summary>The package's version.</summary>
    public required NuGetVersion Version { get; init; }

    /// <summary>The plugin's id: what the manifest says, else the package's.</summary>
    public string PluginId => Manifest?.Id ?? Id;

    /// <summary>The manifest, or <see langword="null"/> for a package that holds none, as ordinary libraries do.</summary>
    public PluginManifest? Manifest { get; init; }

    /// <summary>What it needs on the framework that this process runs.</summary>
    public ImmutableArray<PackageDependency> Dependencies { get; init; } = [];

    /// <summary>All files in it, by path.</summary>
    public ImmutableArray<PackageEntry> Entries { get; init; } = [];

    /// <summary>The SHA-256 of the file, as lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public long Length { get; init; }

    /// <summary>Opens a package and makes all checks that need no other package.</summary>
    /// <param name="path">The <c>.nupkg</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">It is damaged, unsafe, or its manifest is wrong; with all reasons.</exception>
    public static Task<PluginPackage> OpenAsync(string path, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>
    /// Lays out a folder that a host can run: the plugin with the assemblies of its dependencies and what of both is for this
    /// platform. Either the whole folder is there in the end or nothing.
    /// </summary>
    /// <param name="folder">The folder to make; it must not exist or be empty.</param>
    /// <param name="dependencies">What it depends on, opened.</param>
    /// <param name="cancellationToken">Gives up, and removes what was placed.</param>
    /// <returns>The full path of the plugin's main assembly.</returns>
    /// <exception cref="PackageException">Something in the packages cannot be placed safely, or has another hash than the manifest says.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public Task<string> ExtractAsync(
        string folder, IReadOnlyList<PluginPackage> dependencies, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
    }
}
