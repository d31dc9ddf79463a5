using Microsoft.Extensions.Logging;

namespace HotStart.Diagnostics;

/// <summary>What watching says. Event ids 200 to 219.</summary>
internal static partial class ArrivalLog
{
    [LoggerMessage(200, LogLevel.Debug, "Watching '{Folder}' for changes.")]
    public static partial void Watching(ILogger logger, string folder);

    [LoggerMessage(201, LogLevel.Warning, "The folder '{Folder}' does not exist. It is watched as soon as it does; create it, or correct the path.")]
    public static partial void FolderMissing(ILogger logger, string folder);

    [LoggerMessage(202, LogLevel.Warning, "File system events for '{Folder}' are not to be had, so changes are found by polling alone. On Linux raise fs.inotify.max_user_instances or max_user_watches.")]
    public static partial void WatcherUnavailable(ILogger logger, string folder, Exception error);

    [LoggerMessage(203, LogLevel.Warning, "The watcher of '{Folder}' lost events or ended. It is set up anew and everything is looked at.")]
    public static partial void WatcherFailed(ILogger logger, string folder, Exception error);

    [LoggerMessage(204, LogLevel.Error, "Looking at '{Folder}' failed. Everything is looked at again soon.")]
    public static partial void LookFailed(ILogger logger, string folder, Exception error);

    [LoggerMessage(205, LogLevel.Warning, "'{Artifact}' changed and is not whole after {Limit}: {Message} It is taken once it is whole.")]
    public static partial void NotSettled(ILogger logger, string artifact, TimeSpan limit, string message);
}
