using System.Collections.Immutable;
using HotStart.Packages.Releases;
using NuGet.Versioning;

namespace HotStart.Packages.Store;

/// <summary>What lies between the active release and the set that is asked for, and what speaks against going there.</summary>
internal sealed record ChangeSketch(ImmutableArray<PlannedChange> Plan, ImmutableArray<Reason> Reasons)
{
    public static ChangeSketch Of(Release active, IReadOnlyList<WantedPlugin> wanted, IReadOnlySet<(string, string)> failed, bool retry)
    {
        List<PlannedChange> plan = [];
        List<Reason> reasons = [];
        foreach (WantedPlugin plugin in wanted)
        {
            ReleasePlugin? before = active.Plugins.FirstOrDefault(p => p.PluginId.Equals(plugin.PluginId, StringComparison.OrdinalIgnoreCase));
            if (Change(before, plugin) is not { } change)
            {
                continue;
            }

            plan.Add(change);
            if (change.Kind == PlannedKind.Downgrade && !plugin.IsNamed)
            {
                reasons.Add(new Reason(StoreReasons.Downgrade, $"'{plugin.PluginId}' is active in {before!.Version.Version}; {plugin.Version}, the newest that fits, is older. A downgrade has to be asked for by name: {plugin.PluginId}@{plugin.Version}. Or go back with 'hotstart rollback'."));
            }

            if (change.Kind is PlannedKind.Install or PlannedKind.Update or PlannedKind.Downgrade && !retry
                && failed.Contains((plugin.PluginId.ToUpperInvariant(), plugin.Version)))
            {
                reasons.Add(new Reason(StoreReasons.Quarantined, $"'{plugin.PluginId}' {plugin.Version} was tried and its release was set aside; 'hotstart history {plugin.PluginId}' tells why. Publish a fixed version, or say --retry to try this one again."));
            }
        }

        foreach (ReleasePlugin gone in active.Plugins.Where(p => !wanted.Any(w => w.PluginId.Equals(p.PluginId, StringComparison.OrdinalIgnoreCase))))
        {
            plan.Add(new PlannedChange(gone.PluginId, PlannedKind.Remove) { OldVersion = gone.Version.Version });
        }

        foreach (IGrouping<string, WantedPlugin> twice in wanted.GroupBy(w => w.PluginId, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            reasons.Add(new Reason(ReasonCodes.DuplicateId, $"Plugin id '{twice.Key}' is claimed by {twice.Count()} packages: {string.Join(", ", twice.Select(w => w.Stored?.PackageId ?? w.Arrived!.PackageId))}. Remove one, or give one another id."));
        }

        return new ChangeSketch([.. plan], [.. reasons]);
    }

    private static PlannedChange? Change(ReleasePlugin? before, WantedPlugin plugin)
    {
        PlannedChange change = new(plugin.PluginId, PlannedKind.Install)
        {
            OldVersion = before?.Version.Version,
            NewVersion = plugin.Version,
            Source = plugin.Arrived?.Source ?? "the store",
            Packages = plugin.Arrived is { } arrived ? [.. arrived.Packages.Select(p => $"{p.Package.Id} {p.Package.Version}")] : [],
            ChangesSettings = before is not null && !before.Settings.SequenceEqual(plugin.Settings),
        };
        if (before is null)
        {
            return change;
        }

        int order = VersionOrder(plugin.Version, before.Version.Version);
        return order > 0 ? change with { Kind = PlannedKind.Update }
            : order < 0 ? change with { Kind = PlannedKind.Downgrade }
            : change.ChangesSettings ? change with { Kind = PlannedKind.Settings }
            : null;
    }

    private static int VersionOrder(string a, string b) => NuGetVersion.Parse(a).CompareTo(NuGetVersion.Parse(b));
}
