using System.Collections.Immutable;
using HotStart.Diagnostics;
using HotStart.Flow.Unloading.Sweeping.Rules;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Unloading.Sweeping;

/// <summary>
/// Clears what frameworks keep of a generation that was drained and stopped: first through their own doors for hot
/// reload, then by rules for caches that have no door.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it tells what does not fit.</param>
/// <param name="rules">Null for <see cref="Rules"/>.</param>
internal sealed class Sweep(TimeProvider time, ILogger logger, ImmutableArray<SweepRule>? rules = null)
{
    /// <summary>One set a process: each finds its fields once.</summary>
    public static readonly ImmutableArray<SweepRule> Rules =
    [
        new TypeDescriptions(),
        new ReflectedProperties(),
        new ValidationAttributes(),
        new BoundParameters(),
        new ValidatedCollections(),
        new XmlSerializers(),
        new ProxyAssemblies(),
        new HostContainer(),
        new Meters(),
        new ActivityListeners(),
        new EncodingProviders(),
        new FrameworkEvents(),
        new Timers(),
        new HttpHandlers(),
    ];

    /// <summary>Runs everything; one that fails does not keep the next from running.</summary>
    public void Run(string pluginId, int number, SweptGeneration gone)
    {
        long start = time.GetTimestamp();
        int evicted = 0;
        foreach (Action<Type[]?> clear in UpdateHandlers.Find())
        {
            // Null asks for everything: today's handlers take no notice of single types.
            Guard(clear.Method.DeclaringType?.FullName ?? "a handler", () => clear(null));
        }

        foreach (SweepRule rule in rules ?? Rules)
        {
            Guard(rule.Name, () => evicted += rule.Evict(gone));
            if (rule.TakeMisfit() is { } misfit)
            {
                SweepLog.Misfit(logger, rule.Name, misfit);
            }
        }

        TimeSpan took = time.GetElapsedTime(start);
        HotStartMetrics.Swept(took);
        SweepLog.Swept(logger, pluginId, number, evicted, took.TotalMilliseconds);

        void Guard(string name, Action step)
        {
            long began = time.GetTimestamp();
            try
            {
                step();
            }
            catch (Exception e)
            {
                SweepLog.Failed(logger, e, name, pluginId, number);
            }

            SweepLog.Step(logger, name, time.GetElapsedTime(began).TotalMilliseconds);
        }
    }
}
