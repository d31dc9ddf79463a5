using System.Collections.Immutable;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Store;

/// <summary>A version that came from a feed: opened, whole and trusted, but nothing of it is placed yet.</summary>
internal sealed record ArrivedVersion : IDisposable
{
    public required string PluginId { get; init; }

    public required string Version { get; init; }

    public required string PackageId { get; init; }

    public required string Source { get; init; }

    /// <summary>Its package first, then those it depends on; each with its file.</summary>
    public required ImmutableArray<(StoredPackage Package, string File)> Packages { get; init; }

    /// <summary>Lays the files out in a folder that is not there yet; gives the main DLL.</summary>
    public required Func<string, CancellationToken, Task<string>> ExtractAsync { get; init; }

    /// <summary>What is open as long as the files may be laid out.</summary>
    public ImmutableArray<PluginPackage> Opened { get; init; } = [];

    public void Dispose()
    {
        foreach (PluginPackage package in Opened)
        {
            package.Dispose();
        }
    }
}
