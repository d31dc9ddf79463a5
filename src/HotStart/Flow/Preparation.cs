using HotStart.Flow.Checks;
using HotStart.Flow.Generations;
using HotStart.Flow.Unloading;

namespace HotStart.Flow;

/// <summary>The part of a change between its checks and its publish: a generation that is ready to go live, or the reasons why not.</summary>
internal sealed class Preparation(PluginHostOptions options, WarmShelf warmShelf, LeakLimit leakLimit, UnloadProof proof, Trial trial)
{
    /// <summary>Makes the generation that is to go live, up to but not including the publish.</summary>
    public async Task RunAsync(ChangeStep step, CancellationToken cancellationToken)
    {
        if (!step.IsFit || step.Plugin is not { } plugin || step.Change.Kind is PluginChangeKind.Remove or PluginChangeKind.Disable)
        {
            return;
        }

        if (GoesBack(step) && plugin.Previous()?.WarmGeneration is { } warm && warmShelf.TryTake(warm))
        {
            step.Next = warm;
            step.IsNextWarm = true;
            TrialResult rebound = await trial.RebindAsync(warm, step.Clock, cancellationToken).ConfigureAwait(false);
            step.StillRunning = rebound.StillRunning;
            step.Refuse(rebound.Reasons);
            return;
        }

        if (step.Change.Kind != PluginChangeKind.Rollback && leakLimit.Refuse(plugin) is { } leaking)
        {
            step.Refuse([leaking]);
            return;
        }

        if (await warmShelf.MakeRoomAsync(plugin, cancellationToken).ConfigureAwait(false) is { } full)
        {
            step.Refuse([full]);
            return;
        }

        await proof.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        Generation generation = new(plugin.Slot, plugin.NextNumber(), step.Candidate!, options.TimeProvider);
        plugin.Add(generation);
        step.Next = generation;
        TrialResult result = await trial.RunAsync(generation, step.Clock, cancellationToken).ConfigureAwait(false);
        step.StillRunning = result.StillRunning;
        step.Refuse(result.Reasons);
    }

    private static bool GoesBack(ChangeStep step) => step.Change.Kind == PluginChangeKind.Rollback
        || (step.Change.PreferWarm && step.Plugin!.Previous()?.Candidate.IsSameAs(step.Candidate!) == true);
}
