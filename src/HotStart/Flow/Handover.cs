using System.Collections.Immutable;
using HotStart.Flow.Generations;

namespace HotStart.Flow;

/// <summary>What a change leaves behind: who is active, what can be gone back to, and who leaves.</summary>
internal sealed class Handover(PluginFlow flow, WarmShelf warmShelf, Staging staging)
{
    /// <summary>Right after the publish: what is active now, and what can be gone back to.</summary>
    public void Remember(ImmutableArray<ChangeStep> steps)
    {
        int keep = flow.Options.KeepStaged;
        foreach (ChangeStep step in steps.Where(s => s.IsFit))
        {
            PluginRecord plugin = step.Plugin!;
            ImmutableArray<HistoryEntry> dropped = [];
            switch (step.Change.Kind)
            {
                case PluginChangeKind.Rollback:
                case PluginChangeKind.Load when step.IsNextWarm:
                    plugin.WentBack(step.Next!, step.Artifact);
                    break;
                case PluginChangeKind.Remove:
                    dropped = plugin.Deactivated(keep);
                    break;
                case PluginChangeKind.Disable:
                    dropped = plugin.Deactivated(keep, disabled: true);
                    break;
                default:
                    dropped = plugin.Activated(step.Next!, step.Artifact, keep);
                    break;
            }

            foreach (HistoryEntry entry in dropped)
            {
                staging.Release(entry.Staged);
            }
        }
    }

    /// <summary>What was replaced, and what was refused, leaves by the same door.</summary>
    public void Retire(ImmutableArray<ChangeStep> steps)
    {
        foreach (ChangeStep step in steps)
        {
            if (!step.IsFit)
            {
                Abandon([step]);
            }
            else if (step.Previous is { } previous)
            {
                warmShelf.Put(step.Plugin!, previous, keep: step.Change.Kind is PluginChangeKind.Load or PluginChangeKind.Reload);
            }
        }
    }

    /// <summary>Candidates that do not go live are stopped and unloaded like everything else.</summary>
    public void Abandon(ImmutableArray<ChangeStep> steps)
    {
        foreach (ChangeStep step in steps)
        {
            if (step.Next is { State: GenerationState.Warm } warm && step.StillRunning.IsCompleted)
            {
                warmShelf.PutBack(step.Plugin!, warm);
            }
            else if (step.Next is { State: GenerationState.Candidate or GenerationState.Warm or GenerationState.Active } next
                && step.Plugin!.Active != next)
            {
                next.TryMoveTo(GenerationState.Draining);
                flow.Retire(step.Plugin!, next, step.StillRunning);
            }
        }
    }
}
