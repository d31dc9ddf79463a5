using HotStart.Diagnostics;
using HotStart.Flow.Generations;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Unloading;

/// <summary>Bounds what a plugin may leak: each swap of it could leak as much again.</summary>
internal sealed class LeakLimit(PluginHostOptions options, ILogger logger)
{
    /// <summary>Whether a plugin's leaked generations are as many, or as large, as is borne.</summary>
    public static bool IsReached(PluginHostOptions options, IEnumerable<Generation> generations)
    {
        (int count, long bytes) = Sum(generations);
        return count >= options.MaxLeakedGenerations || bytes >= options.MaxLeakedBytes;
    }

    /// <summary>How many generations leaked, and the size of the assemblies that they had loaded.</summary>
    public static (int Count, long Bytes) Sum(IEnumerable<Generation> generations) => generations
        .Where(g => g.State == GenerationState.Leaked && g.LeakedBytes is not null)
        .Aggregate((Count: 0, Bytes: 0L), static (sum, g) => (sum.Count + 1, sum.Bytes + g.LeakedBytes!.Value));

    /// <summary>Null when the plugin may be swapped, else why not.</summary>
    public Reason? Refuse(PluginRecord plugin)
    {
        Generation[] generations = [.. plugin.Generations()];
        if (!IsReached(options, generations))
        {
            return null;
        }

        (int count, long bytes) = Sum(generations);
        string reached = $"{count} of its generations leaked and {bytes >> 10} KB of their assemblies with them; at most {options.MaxLeakedGenerations} and {options.MaxLeakedBytes >> 10} KB are borne (MaxLeakedGenerations, MaxLeakedBytes)";
        if (options.SwapWhileLeaking)
        {
            SweepLog.SwapWhileLeaking(logger, plugin.Id, reached);
            return null;
        }

        return new Reason(
            ReasonCodes.TooManyLeaked,
            $"'{plugin.Id}' is not swapped: {reached}. See what holds them ('hotstart doctor'), then mend it and restart the host; or raise the limit, or set SwapWhileLeaking.");
    }
}
