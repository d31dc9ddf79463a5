using System.Collections.Immutable;
using HotStart.Flow.Checks;

namespace HotStart.Flow;

/// <summary>Moves the host's event subscriptions to what goes live. Runs plugin code, so under the limits of a trial.</summary>
internal sealed class Subscriptions(PluginFlow flow, Trial trial)
{
    /// <summary>The last thing before the publish: the host must hear nothing of a candidate that is refused.</summary>
    public async Task AttachAsync(ImmutableArray<ChangeStep> steps, CancellationToken cancellationToken)
    {
        foreach (ChangeStep step in Concerned(steps))
        {
            TrialResult result = await trial.AttachEventsAsync(step.Next!, step.Clock, cancellationToken).ConfigureAwait(false);
            step.StillRunning = result.StillRunning;
            step.Refuse(result.Reasons);
        }
    }

    /// <summary>Handles made between the binding and the publish have their subscriptions on what was replaced.</summary>
    public async Task AttachLatecomersAsync(ImmutableArray<ChangeStep> steps)
    {
        foreach (ChangeStep step in Concerned(steps))
        {
            TrialResult result = await trial.RebindAsync(step.Next!, step.Clock, CancellationToken.None).ConfigureAwait(false);
            if (result.Reasons.IsEmpty)
            {
                result = await trial.AttachEventsAsync(step.Next!, step.Clock, CancellationToken.None).ConfigureAwait(false);
            }

            foreach (Reason reason in result.Reasons)
            {
                flow.Faults.Record(
                    step.Plugin!, step.Next!.Number, "attaching a handle just after the publish", new HotStartException(reason.Message));
            }
        }
    }

    private IEnumerable<ChangeStep> Concerned(ImmutableArray<ChangeStep> steps) =>
        steps.Where(s => s.IsFit && s.Next is not null && trial.HasEvents(s.Plugin!.Slot)).ToList();
}
