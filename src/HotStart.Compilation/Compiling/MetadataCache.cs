using System.Collections.Concurrent;
using HotStart.Flow.Arrivals;
using Microsoft.CodeAnalysis;

namespace HotStart.Compilation.Compiling;

/// <summary>
/// What was read of referenced assemblies, shared by all compilers of the process. It keeps none of it alive itself: what
/// no compiler uses any more goes away.
/// </summary>
internal static class MetadataCache
{
    private sealed record Known(FileStamp Stamp, WeakReference<AssemblyMetadata> Metadata);

    private static readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static AssemblyMetadata Of(string path, FileStamp stamp)
    {
        if (_known.TryGetValue(path, out Known? known) && known.Stamp == stamp && known.Metadata.TryGetTarget(out AssemblyMetadata? metadata))
        {
            return metadata;
        }

        // Read whole and at once: nothing stays open, and a file that is overwritten later cannot hurt.
        metadata = AssemblyMetadata.CreateFromStream(new MemoryStream(File.ReadAllBytes(path), writable: false), leaveOpen: false);
        _known[path] = new Known(stamp, new WeakReference<AssemblyMetadata>(metadata));
        return metadata;
    }

    /// <summary>What is known of a file now, whether or not somebody still uses it.</summary>
    public static WeakReference<AssemblyMetadata>? Peek(string path) => _known.GetValueOrDefault(path)?.Metadata;
}
