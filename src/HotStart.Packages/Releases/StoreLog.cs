using Microsoft.Extensions.Logging;

namespace HotStart.Packages.Releases;

/// <summary>What a host on a store logs.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(601, LogLevel.Information, "{Kind}: {Text}")]
    public static partial void Recorded(ILogger logger, Store.HistoryKind kind, string text);

    [LoggerMessage(602, LogLevel.Warning, "The store could not be written; what runs goes on, and it is tried again: {Problem}")]
    public static partial void NotWritten(ILogger logger, string problem);

    [LoggerMessage(603, LogLevel.Error, "Following the store failed; what runs goes on, and it is tried again.")]
    public static partial void FollowingFailed(ILogger logger, Exception exception);
}
