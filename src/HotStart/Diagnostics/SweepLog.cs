using Microsoft.Extensions.Logging;

namespace HotStart.Diagnostics;

/// <summary>The log lines of the sweep and of the bound on leaks. Event ids 120 to 129; each is used once.</summary>
internal static partial class SweepLog
{
    [LoggerMessage(120, LogLevel.Debug, "{Plugin} generation {Generation} was swept: {Evicted} entries of framework caches evicted in {Milliseconds:0.00} ms")]
    public static partial void Swept(ILogger logger, string plugin, int generation, int evicted, double milliseconds);

    [LoggerMessage(121, LogLevel.Warning, "The sweep rule {Rule} knows another runtime and evicts nothing here: {Misfit}. Generations may stay in memory because of it")]
    public static partial void Misfit(ILogger logger, string rule, string misfit);

    [LoggerMessage(122, LogLevel.Warning, "The sweep step {Rule} failed for {Plugin} generation {Generation}; the others ran")]
    public static partial void Failed(ILogger logger, Exception exception, string rule, string plugin, int generation);

    [LoggerMessage(124, LogLevel.Error, "{Plugin} is swapped although it leaks (SwapWhileLeaking): {Reached}")]
    public static partial void SwapWhileLeaking(ILogger logger, string plugin, string reached);

    [LoggerMessage(123, LogLevel.Trace, "The sweep step {Rule} took {Milliseconds:0.000} ms")]
    public static partial void Step(ILogger logger, string rule, double milliseconds);
}
