using Microsoft.Extensions.Logging;

namespace HotStart.Diagnostics;

/// <summary>The log lines of the flow. Event ids 100 to 199; each is used once.</summary>
internal static partial class FlowLog
{
    [LoggerMessage(100, LogLevel.Information, "{Plugin} generation {Generation} ({Version}) is live after {Milliseconds:0.0} ms; live set {LiveSet}")]
    public static partial void Swapped(ILogger logger, string plugin, int generation, string version, double milliseconds, long liveSet);

    [LoggerMessage(101, LogLevel.Warning, "{Plugin} was rolled back to generation {Generation} ({Version}); live set {LiveSet}")]
    public static partial void RolledBack(ILogger logger, string plugin, int generation, string version, long liveSet);

    [LoggerMessage(102, LogLevel.Warning, "{Plugin} was removed; live set {LiveSet}")]
    public static partial void Removed(ILogger logger, string plugin, long liveSet);

    [LoggerMessage(103, LogLevel.Error, "{Plugin} was refused, what was active serves on: {Reasons}")]
    public static partial void Refused(ILogger logger, string plugin, string reasons);

    [LoggerMessage(104, LogLevel.Warning, "{Artifact} has not become whole: {Reason}")]
    public static partial void NotSettled(ILogger logger, string artifact, string reason);

    [LoggerMessage(105, LogLevel.Warning, "{Artifact} was deleted; {Plugin} serves on")]
    public static partial void ArtifactDeleted(ILogger logger, string artifact, string plugin);

    [LoggerMessage(106, LogLevel.Warning, "{Plugin} generation {Generation} lingers: still in use after {Seconds:0.0} s by {Holders}")]
    public static partial void Lingering(ILogger logger, string plugin, int generation, double seconds, string holders);

    [LoggerMessage(107, LogLevel.Information, "{Plugin} generation {Generation} was unloaded; proven {Seconds:0.00} s after its retirement")]
    public static partial void Unloaded(ILogger logger, string plugin, int generation, double seconds);

    [LoggerMessage(108, LogLevel.Error, "{Plugin} generation {Generation} leaked: {Why}")]
    public static partial void Leaked(ILogger logger, string plugin, int generation, string why);

    [LoggerMessage(109, LogLevel.Error, "{Plugin} generation {Generation} failed in {Where}")]
    public static partial void Faulted(ILogger logger, Exception? exception, string plugin, int generation, string where);

    [LoggerMessage(110, LogLevel.Error, "Taking in a change of {Artifact} failed unexpectedly; the next one is awaited")]
    public static partial void IntakeFailed(ILogger logger, Exception exception, string artifact);

    [LoggerMessage(116, LogLevel.Debug, "{Artifacts} changed and is whole")]
    public static partial void Arrived(ILogger logger, string artifacts);

    [LoggerMessage(117, LogLevel.Warning, "{Plugin} was compiled with warnings: {Warnings}")]
    public static partial void Warned(ILogger logger, string plugin, string warnings);

    [LoggerMessage(111, LogLevel.Debug, "{Artifact} changed while it was being copied; it is looked at again")]
    public static partial void Torn(ILogger logger, string artifact);

    [LoggerMessage(112, LogLevel.Warning, "The staged copy {Folder} could not be deleted; it is left behind")]
    public static partial void StagedCopyLeft(ILogger logger, Exception exception, string folder);

    [LoggerMessage(113, LogLevel.Debug, "{Plugin} generation {Generation} is drained after {Milliseconds:0.0} ms")]
    public static partial void Drained(ILogger logger, string plugin, int generation, double milliseconds);

    [LoggerMessage(114, LogLevel.Error, "Retiring {Plugin} generation {Generation} failed unexpectedly; it stays in memory")]
    public static partial void RetirementFailed(ILogger logger, Exception exception, string plugin, int generation);

    [LoggerMessage(115, LogLevel.Warning, "The host has stopped with calls still running, which are left alone: {Holders}")]
    public static partial void LeftRunning(ILogger logger, string holders);

    [LoggerMessage(118, LogLevel.Warning, "{Plugin} was disabled and stays so until it is enabled; live set {LiveSet}")]
    public static partial void Disabled(ILogger logger, string plugin, long liveSet);

    [LoggerMessage(119, LogLevel.Warning, "What holds {Plugin} generation {Generation} could not be found out")]
    public static partial void ExplainerFailed(ILogger logger, Exception exception, string plugin, int generation);
}
