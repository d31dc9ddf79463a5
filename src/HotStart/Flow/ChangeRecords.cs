using System.Collections.Immutable;
using System.Diagnostics;
using HotStart.Diagnostics;
using HotStart.Flow.Generations;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow;

/// <summary>Ends every change in a record, and tells log, metrics, traces and watchers the same.</summary>
internal sealed class ChangeRecords(PluginFlow flow, ILogger logger)
{
    private readonly RefusedArtifacts _refused = new();

    public ImmutableArray<RefusedArtifact> RefusedArtifacts => _refused.Now();

    public ChangeRecord Begin(int plugins)
    {
        Activity? activity = HotStartMetrics.Activities.StartActivity("hotstart.change");
        activity?.SetTag("hotstart.plugins", plugins);
        return new ChangeRecord(flow.Options.TimeProvider.GetUtcNow(), flow.Options.TimeProvider.GetTimestamp(), activity);
    }

    /// <summary>Ends a change that left by an exception: cancelled, or a fault of ours.</summary>
    public static void Fail(ChangeRecord record, Exception exception)
    {
        record.Activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        record.Activity?.Dispose();
    }

    public SwapResult End(ChangeRecord record, ImmutableArray<ChangeStep> steps, LiveSet live)
    {
        ImmutableArray<PluginSwap> plugins = [.. steps.Select(s => s.ToSwap())];
        SwapResult result = new()
        {
            Outcome = Whole(plugins),
            Plugins = plugins,
            LiveSet = live.Number,
            StartedAt = record.StartedAt,
            Duration = flow.Options.TimeProvider.GetElapsedTime(record.Timestamp),
        };
        for (int i = 0; i < steps.Length; i++)
        {
            Tell(steps[i], plugins[i], result);
        }

        record.Activity?.SetTag("hotstart.outcome", result.Outcome.ToString());
        record.Activity?.SetStatus(result.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        record.Activity?.Dispose();
        return result;
    }

    public void LeftRunning() => FlowLog.LeftRunning(
        logger,
        string.Join("; ", flow.Plugins.All().SelectMany(p => p.Generations().Where(g => g.IsInUse)
            .Select(g => $"{p.Id} generation {g.Number} by {string.Join(", ", flow.Drain.Holders(g).DefaultIfEmpty("its own start or stop"))}"))));

    /// <summary>Refused outweighs all, then what changed; a start that refused some plugins still swapped the others.</summary>
    private static SwapOutcome Whole(ImmutableArray<PluginSwap> plugins)
    {
        SwapOutcome[] changed = [.. plugins.Select(p => p.Outcome).Where(o => o != SwapOutcome.Unchanged)];
        return changed.Length == 0 ? SwapOutcome.Unchanged
            : changed.Contains(SwapOutcome.Refused) ? SwapOutcome.Refused
            : changed.Contains(SwapOutcome.Swapped) ? SwapOutcome.Swapped
            : changed[0];
    }

    // Watchers first, the log last: a log sink that throws must not keep them from being told.
    private void Tell(ChangeStep step, PluginSwap swap, SwapResult result)
    {
        _refused.Note(step, swap);
        foreach (StageTime lap in swap.Stages)
        {
            Activity.Current?.AddEvent(new ActivityEvent($"{swap.PluginId} {lap.Stage}", tags: new() { ["ms"] = lap.Duration.TotalMilliseconds }));
        }

        switch (swap.Outcome)
        {
            case SwapOutcome.Swapped:
                HotStartMetrics.Swapped(swap.PluginId, swap.Outcome);
                Publish(PluginEventKind.Swapped, swap, result, $"{swap.PluginId} runs generation {swap.ToGeneration} ({swap.Version})");
                FlowLog.Swapped(logger, swap.PluginId, swap.ToGeneration!.Value, swap.Version!, result.Duration.TotalMilliseconds, result.LiveSet);
                Warn(step, swap, result);
                break;
            case SwapOutcome.RolledBack:
                HotStartMetrics.Swapped(swap.PluginId, swap.Outcome);
                Publish(PluginEventKind.RolledBack, swap, result, $"{swap.PluginId} was rolled back to generation {swap.ToGeneration} ({swap.Version})");
                FlowLog.RolledBack(logger, swap.PluginId, swap.ToGeneration!.Value, swap.Version!, result.LiveSet);
                break;
            case SwapOutcome.Removed:
                HotStartMetrics.Swapped(swap.PluginId, swap.Outcome);
                Removed(step, swap, result);
                break;
            case SwapOutcome.Refused:
                Refused(step, swap, result);
                break;
            default:
                if (step.ClearsRefusal)
                {
                    Publish(PluginEventKind.Cleared, swap, result, $"{swap.PluginId} is fit again: generation {swap.ToGeneration}, which is active, is what its artifact holds");
                }

                break;
        }
    }

    private void Removed(ChangeStep step, PluginSwap swap, SwapResult result)
    {
        if (step.Change.Kind == PluginChangeKind.Disable)
        {
            Publish(PluginEventKind.Disabled, swap, result, $"{swap.PluginId} was disabled and stays so until it is enabled");
            FlowLog.Disabled(logger, swap.PluginId, result.LiveSet);
        }
        else
        {
            Publish(PluginEventKind.Removed, swap, result, $"{swap.PluginId} was removed");
            FlowLog.Removed(logger, swap.PluginId, result.LiveSet);
        }
    }

    private void Warn(ChangeStep step, PluginSwap swap, SwapResult result)
    {
        ImmutableArray<Reason> news = step.Plugin!.Warned(step.Warnings);
        if (!news.IsEmpty)
        {
            string warnings = string.Join("; ", news.Select(w => w.Message));
            Publish(PluginEventKind.Warned, swap with { Reasons = news }, result, $"{swap.PluginId} was compiled with warnings: {warnings}");
            FlowLog.Warned(logger, swap.PluginId, warnings);
        }
    }

    private void Refused(ChangeStep step, PluginSwap swap, SwapResult result)
    {
        step.Plugin?.Refused(swap.Reasons);
        foreach (Reason reason in swap.Reasons)
        {
            HotStartMetrics.Refused(swap.PluginId, reason);
        }

        string reasons = string.Join("; ", swap.Reasons.Select(r => r.Message));
        string serving = step.Plugin?.Active is { } active ? $"generation {active.Number} serves on" : "nothing of it is active";
        Publish(PluginEventKind.Refused, swap, result, $"{swap.PluginId} was refused, {serving}: {reasons}");
        FlowLog.Refused(logger, swap.PluginId, reasons);
    }

    private void Publish(PluginEventKind kind, PluginSwap swap, SwapResult result, string message) =>
        flow.Events.Publish(kind, swap.PluginId, message, e => e with
        {
            Generation = swap.ToGeneration,
            Version = swap.Version,
            Artifact = swap.Artifact,
            Reasons = swap.Reasons,
            Duration = result.Duration,
            Stages = swap.Stages,
        });
}
