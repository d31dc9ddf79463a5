using HotStart.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// Watches what lies outside of the watched folder. Used by one loop. Watchers are few on Linux: what is more than its
/// share, or cannot be watched, is found by polling.
/// </summary>
internal sealed class BeyondEvents(HintQueue hints, ILogger logger) : IDisposable
{
    private const int MostWatchers = 24;

    private readonly Dictionary<string, (Beyond Beyond, List<FileSystemWatcher> Watchers)> _byArtifact = new(StringComparer.Ordinal);

    public void Watch(string artifactPath, Beyond beyond)
    {
        if (_byArtifact.Remove(artifactPath, out (Beyond Beyond, List<FileSystemWatcher> Watchers) old))
        {
            old.Watchers.ForEach(w => w.Dispose());
        }

        List<FileSystemWatcher> watchers = [];
        _byArtifact.Add(artifactPath, (beyond, watchers));
        foreach ((string folder, bool below) in beyond.Places)
        {
            if (_byArtifact.Values.Sum(a => a.Watchers.Count) < MostWatchers && New(artifactPath, beyond, folder, below) is { } watcher)
            {
                watchers.Add(watcher);
            }
        }
    }

    /// <summary>Watches the folders that are there now: one that was replaced leaves its watcher with the old one.</summary>
    public void ArmAnew()
    {
        foreach ((string artifactPath, (Beyond beyond, _)) in _byArtifact.ToArray())
        {
            Watch(artifactPath, beyond);
        }
    }

    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in _byArtifact.Values.SelectMany(a => a.Watchers))
        {
            watcher.Dispose();
        }

        _byArtifact.Clear();
    }

    private FileSystemWatcher? New(string artifactPath, Beyond beyond, string folder, bool below)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new(folder)
            {
                IncludeSubdirectories = below,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Created += (_, e) => Happened(e.FullPath);
            watcher.Changed += (_, e) => Happened(e.FullPath);
            watcher.Deleted += (_, e) => Happened(e.FullPath);
            watcher.Renamed += (_, e) =>
            {
                Happened(e.OldFullPath);
                Happened(e.FullPath);
            };
            watcher.Error += (_, e) => hints.Add(new(HintKind.WatcherFailed, folder, e.GetException()));
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher?.Dispose();
            ArrivalLog.WatcherUnavailable(logger, folder, e);
            return null;
        }

        void Happened(string path)
        {
            if (beyond.Contains(path))
            {
                hints.Add(new(HintKind.Artifact, artifactPath));
            }
        }
    }
}
