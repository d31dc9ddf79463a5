using System.Collections.Immutable;

namespace HotStart.Flow;

/// <summary>What holds between the plugins of a change and those that are there already.</summary>
internal static class ChangeRules
{
    /// <summary>Call with the turns of all plugins held: what it reads cannot change any more.</summary>
    public static void Apply(ImmutableArray<ChangeStep> steps, ChangeOrigin origin)
    {
        RefuseTwice(steps);
        foreach (ChangeStep step in steps)
        {
            step.Previous = step.Plugin?.Active;
            if (step.IsRefused || step.IsUnchanged || step.IsTorn)
            {
                continue;
            }

            switch (step.Change.Kind)
            {
                case PluginChangeKind.Rollback:
                    ApplyToRollback(step);
                    break;
                case PluginChangeKind.Remove when origin == ChangeOrigin.Arrived && step.Plugin?.Artifact is { } artifact && artifact.IsThere:
                    step.IsUnchanged = true; // it is back
                    break;
                case PluginChangeKind.Remove:
                    step.IsUnchanged = step.Previous is null;
                    break;
                case PluginChangeKind.Disable:
                    step.IsUnchanged = step.Plugin!.IsDisabled;
                    break;
                default:
                    ApplyToLoad(step, origin);
                    break;
            }
        }
    }

    /// <summary>
    /// All or none: what is fit goes down with what is not, and waits with what is still changing. At the start of a
    /// host each stands for itself.
    /// </summary>
    public static void HoldPartners(ImmutableArray<ChangeStep> steps, ChangeOrigin origin)
    {
        if (origin == ChangeOrigin.Initial)
        {
            return;
        }

        if (!steps.Any(s => s.IsRefused))
        {
            foreach (ChangeStep step in steps.Any(s => s.IsTorn) ? steps.Where(s => s.IsFit) : [])
            {
                step.IsTorn = true;
            }

            return;
        }

        string culprits = string.Join(", ", steps.Where(s => s.IsRefused || s.IsTorn).Select(s => $"'{s.Name}'"));
        foreach (ChangeStep step in steps.Where(s => s.IsFit))
        {
            step.Refuse(ReasonCodes.PartnerRefused, $"'{step.Name}' is fit, but came together with {culprits}, which was not; they go live together or not at all.");
        }
    }

    private static void ApplyToLoad(ChangeStep step, ChangeOrigin origin)
    {
        string id = step.Candidate!.PluginId;
        if (!string.Equals(step.Plugin!.Id, id, StringComparison.OrdinalIgnoreCase))
        {
            step.Refuse(ReasonCodes.OtherPlugin, $"'{step.Path}' is now plugin '{id}', but should replace '{step.Plugin.Id}'. Give it its old id again, or load it as a plugin of its own.");
            return;
        }

        if (step.Plugin.IsDisabled && step.Change.Kind != PluginChangeKind.Enable)
        {
            if (origin == ChangeOrigin.Asked)
            {
                step.Refuse(ReasonCodes.PluginDisabled, $"'{step.Plugin.Id}' is disabled. Enable it, which loads what its artifact holds, or roll it back.");
            }
            else
            {
                step.IsUnchanged = true; // not refused: what comes along with it may go live
            }

            return;
        }

        string? owner = step.Plugin.Artifact?.Path;
        if (origin != ChangeOrigin.Asked && step.Previous is not null && owner is not null
            && owner != step.Artifact!.Path && step.Plugin.Artifact!.IsThere)
        {
            step.Refuse(ReasonCodes.DuplicateId, DuplicateMessage(id, owner, step.Artifact.Path));
            return;
        }

        step.Candidate = step.Candidate with { Configuration = step.Change.Configuration ?? step.Previous?.Candidate.Configuration };
        if (step.Previous?.Candidate.IsSameAs(step.Candidate) == true)
        {
            // Perhaps at another place than before.
            step.IsUnchanged = true;
            step.ClearsRefusal = step.Plugin.FoundAt(step.Artifact!);
        }
    }

    private static void ApplyToRollback(ChangeStep step)
    {
        step.Candidate = step.Plugin!.Previous()?.Candidate;
        if (step.Candidate is null)
        {
            step.Refuse(ReasonCodes.NothingToRollBackTo, $"'{step.Name}' has no earlier version in this host to go back to.");
        }
    }

    private static void RefuseTwice(ImmutableArray<ChangeStep> steps)
    {
        foreach (IGrouping<string, ChangeStep> same in steps
            .Where(s => s.Plugin is not null)
            .GroupBy(s => s.Plugin!.Id, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1))
        {
            // The first one by path keeps its place, so that the outcome does not depend on chance.
            ChangeStep[] all = [.. same.OrderBy(s => s.Path, StringComparer.Ordinal)];
            foreach (ChangeStep extra in all[1..])
            {
                extra.Refuse(ReasonCodes.DuplicateId, DuplicateMessage(same.Key, all[0].Path ?? "an earlier change", extra.Path ?? "another change"));
            }
        }
    }

    private static string DuplicateMessage(string id, string first, string second) =>
        $"Plugin id '{id}' is claimed by '{first}' and by '{second}'. Remove one, or give one another id with [assembly: Plugin(\"…\")].";
}
