using HotStart.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// Turns file system events into hints: one watcher for the folder, and one for the folder above it, because a watcher
/// does not notice that its own folder was moved away and another put in its place. Used by one loop; the watchers'
/// own threads only add hints.
/// </summary>
/// <remarks>
/// Linux allows 128 watchers (inotify instances) a user by default: never one for each plugin. Where none can be had,
/// polling goes on alone.
/// </remarks>
internal sealed class FolderEvents(string folder, bool below, HintQueue hints, ILogger logger) : IDisposable
{
    private const NotifyFilters Filter =
        NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size;

    private const int BufferSize = 64 * 1024;

    private FileSystemWatcher? _inside;
    private FileSystemWatcher? _above;
    private FileStamp _insideOf;
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
        _inside?.Dispose();
        _above?.Dispose();
        _inside = null;
        _above = null;
    }

    private bool ArmInside(bool anew)
    {
        FileStamp now = FileStamp.Of(folder);
        if (!anew && (_inside is not null) == now.Exists && (!now.Exists || now.IsSameFileAs(_insideOf)))
        {
            return false;
        }

        _inside?.Dispose();
        _inside = null;
        _insideOf = now;
        if (now.Kind == FileStampKind.Folder)
        {
            FileSystemEventHandler happened = (_, e) => hints.Add(new(HintKind.Path, e.Name));
            _inside = Watch(folder, below, happened, (_, e) =>
            {
                hints.Add(new(HintKind.Path, e.OldName));
                hints.Add(new(HintKind.Path, e.Name));
            });
        }

        return true;
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
