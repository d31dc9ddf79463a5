using HotStart.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// Turns file system events into hints. Used by one loop; the watchers' own threads only add hints.
/// </summary>
/// <remarks>
/// Three watchers, each for what another cannot see:
/// one above the folder, because a watcher does not notice that its own folder was moved away and another put in its
/// place; one for the folder alone; and one for all below it.
/// <para>
/// HAZARD. On Linux (.NET 10.0.12) a recursive watcher goes deaf for good, without an error, when a folder is moved
/// out of it and the next event is something moved in: just what swapping a plugin's folder does. A watcher that is
/// not recursive stays sound. So the folder has one of its own, and what it sees vanish makes the recursive one
/// suspect (<see cref="HintKind.Removed"/>).
/// </para>
/// <para>
/// Linux allows 128 watchers (inotify instances) a user by default: never one for each plugin. Where none can be had,
/// polling goes on alone.
/// </para>
/// </remarks>
internal sealed class FolderEvents(string folder, bool below, HintQueue hints, ILogger logger) : IDisposable
{
    private const NotifyFilters Filter =
        NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size;

    private const int BufferSize = 64 * 1024;

    private FileSystemWatcher? _above;
    private FileSystemWatcher? _top;
    private FileSystemWatcher? _below;
    private FileStamp _topOf;
    private FileStamp _aboveOf;
    private bool _failureSaid;

    /// <summary>Watches what lies at the path now, unless it is being watched already.</summary>
    /// <param name="anew">Whether the watchers are not to be trusted any more.</param>
    /// <returns>Whether a watcher was replaced: then events may have been missed.</returns>
    public bool Arm(bool anew)
    {
        try
        {
            return ArmAbove(anew) | ArmInside(anew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!_failureSaid)
            {
                _failureSaid = true;
                ArrivalLog.WatcherUnavailable(logger, folder, e);
            }

            return false;
        }
    }

    public void Dispose()
    {
        _above?.Dispose();
        _above = null;
        DisposeInside();
    }

    private void DisposeInside()
    {
        _top?.Dispose();
        _below?.Dispose();
        _top = null;
        _below = null;
    }

    private bool ArmInside(bool anew)
    {
        FileStamp now = FileStamp.Of(folder);
        bool isComplete = _top is not null && (_below is not null || !below);
        if (!anew && (now.Exists ? isComplete && now.IsSameFileAs(_topOf) : _top is null))
        {
            return false;
        }

        DisposeInside();
        _topOf = now;
        if (now.Kind == FileStampKind.Folder)
        {
            _top = Watch(folder, false, (_, e) => Happened(e.ChangeType, e.Name), (_, e) =>
            {
                Happened(WatcherChangeTypes.Renamed, e.OldName);
                Happened(WatcherChangeTypes.Renamed, e.Name);
            });
            if (below)
            {
                _below = Watch(folder, true, (_, e) => HappenedBelow(e.Name), (_, e) =>
                {
                    HappenedBelow(e.OldName);
                    HappenedBelow(e.Name);
                });
            }
        }

        return true;

        void Happened(WatcherChangeTypes what, string? name) =>
            hints.Add(new(what == WatcherChangeTypes.Deleted ? HintKind.Removed : HintKind.Path, name));

        // The rest is the other watcher's.
        void HappenedBelow(string? name)
        {
            if (name is null || name.Contains(Path.DirectorySeparatorChar))
            {
                hints.Add(new(HintKind.Path, name));
            }
        }
    }

    private bool ArmAbove(bool anew)
    {
        string child = folder;
        string? above = Path.GetDirectoryName(folder);
        while (above is not null && !Directory.Exists(above))
        {
            child = above;
            above = Path.GetDirectoryName(above);
        }

        FileStamp now = above is null ? FileStamp.Missing : FileStamp.Of(above);
        if (!anew && (_above is not null) == now.Exists && _above?.Path == above && now.IsSameFileAs(_aboveOf))
        {
            return false;
        }

        _above?.Dispose();
        _above = null;
        _aboveOf = now;
        if (above is not null && now.Exists)
        {
            string name = Path.GetFileName(child);
            _above = Watch(above, false, (_, e) => Happened(e.Name), (_, e) =>
            {
                Happened(e.OldName);
                Happened(e.Name);
            });

            void Happened(string? what)
            {
                if (what == name)
                {
                    hints.Add(new(HintKind.Folder));
                }
            }
        }

        return true;
    }

    private FileSystemWatcher Watch(string path, bool recursive, FileSystemEventHandler happened, RenamedEventHandler renamed)
    {
        FileSystemWatcher watcher = new(path) { IncludeSubdirectories = recursive, NotifyFilter = Filter };
        try
        {
            if (OperatingSystem.IsWindows())
            {
                watcher.InternalBufferSize = BufferSize;
            }

            watcher.Created += happened;
            watcher.Changed += happened;
            watcher.Deleted += happened;
            watcher.Renamed += renamed;
            watcher.Error += (_, e) => hints.Add(new(HintKind.WatcherFailed, path, e.GetException()));
            watcher.EnableRaisingEvents = true;
            _failureSaid = false;
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }
}
