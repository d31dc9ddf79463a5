using System.Collections.Immutable;
using HotStart.Packages.Releases;
using NuGet.Versioning;

namespace HotStart.Packages.Store;

/// <summary>What each sort of change wants the set of plugins to be.</summary>
internal sealed class Wishes(StoreCore core, ChangeOptions options)
{
    /// <summary>One plugin in the newest version of a range, or in just that version; all others as they are.</summary>
    public StoreChange.Wish Install(string id, VersionRange? range) => async (active, supply, token) =>
    {
        ReleasePlugin? before = active.Find(id);
        RequirePin(before?.PluginId ?? id, range);
        WantedPlugin wanted = await FindAsync(id, range ?? PinOf(before?.PluginId), before, supply, token).ConfigureAwait(false);
        return Replace(active, wanted);
    };

    /// <summary>The named plugins, or all, in the newest version that is higher, not pinned away and has not failed before.</summary>
    public StoreChange.Wish Update(IReadOnlyCollection<string> ids) => async (active, supply, token) =>
    {
        IEnumerable<ReleasePlugin> plugins = ids.Count == 0
            ? active.Plugins
            : ids.Select(id => active.Find(id) ?? throw Unknown(id, active));
        IReadOnlyList<WantedPlugin> set = Replace(active, null);
        foreach (ReleasePlugin plugin in plugins.Distinct())
        {
            NuGetVersion? newest = await NewestAsync(plugin, PinOf(plugin.PluginId), supply, token).ConfigureAwait(false);
            if (newest is not null && newest > NuGetVersion.Parse(plugin.Version.Version))
            {
                WantedPlugin wanted = await FindAsync(plugin.Version.PackageId, Exactly(newest), plugin, supply, token).ConfigureAwait(false);
                set = [.. set.Where(w => !Same(w.PluginId, plugin.PluginId)), wanted];
            }
        }

        return set;
    };

    /// <summary>All but one.</summary>
    public StoreChange.Wish Remove(string id) => (active, _, _) =>
    {
        ReleasePlugin gone = active.Find(id) ?? throw Unknown(id, active);
        return Task.FromResult<IReadOnlyList<WantedPlugin>>([.. Replace(active, null).Where(w => !Same(w.PluginId, gone.PluginId))]);
    };

    /// <summary>Just what a file says.</summary>
    public StoreChange.Wish Apply(ReleaseFile file) => async (active, supply, token) =>
    {
        List<WantedPlugin> set = [];
        foreach ((string id, ReleaseFilePlugin plugin) in file.Plugins)
        {
            ReleasePlugin? before = active.Find(id);
            WantedPlugin wanted = plugin.Version is null && before is not null
                ? WantedPlugin.Kept(before)
                : await FindAsync(plugin.Package ?? before?.Version.PackageId ?? id, plugin.Version is { } text ? RangeOf(text) : null, before, supply, token).ConfigureAwait(false);
            set.Add(wanted with { Settings = plugin.SettingsOr(before?.Settings) });
        }

        return set;
    };

    /// <summary>The newest version for a plugin that is active, in its pinned range or any; null where no feed has one.</summary>
    public async Task<NuGetVersion?> NewestAsync(ReleasePlugin plugin, VersionRange? range, PackageSupply supply, CancellationToken cancellationToken)
    {
        HashSet<(string Plugin, string Version)> failed = options.Retry ? [] : core.Database.Read(FailedVersions.All);
        HashSet<string> ofThis = [.. failed.Where(f => Same(f.Plugin, plugin.PluginId)).Select(f => f.Version)];
        return await supply.NewestAsync(plugin.Version.PackageId, range, ofThis, cancellationToken).ConfigureAwait(false);
    }

    public VersionRange? PinOf(string? plugin) =>
        plugin is not null && core.Database.Read(PinRows.All).TryGetValue(plugin, out string? range) ? VersionRange.Parse(range) : null;

    /// <summary>A range as NuGet writes it, where a bare version means just that one.</summary>
    /// <exception cref="StoreException">It is neither.</exception>
    public static VersionRange RangeOf(string text) =>
        NuGetVersion.TryParse(text, out NuGetVersion? version) ? Exactly(version)
        : VersionRange.TryParse(text, out VersionRange? range) ? Bounded(range)
        : throw new StoreException(StoreReasons.NotFound, $"'{text}' is no version and no range of versions. Write 1.2.0 for just that one, [1.2,2.0) for a range, 1.* for the newest 1.x.");

    /// <summary>A range as a person writes it: just one version as <c>[1.2.0]</c>.</summary>
    public static string TextOf(VersionRange range) =>
        range.HasLowerAndUpperBounds && range.MinVersion == range.MaxVersion ? $"[{range.MinVersion}]" : range.ToNormalizedString();

    private async Task<WantedPlugin> FindAsync(
        string id, VersionRange? range, ReleasePlugin? before, PackageSupply supply, CancellationToken cancellationToken)
    {
        ImmutableSortedDictionary<string, string?> settings = before?.Settings ?? ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);
        bool isNamed = range is not null && range.HasLowerAndUpperBounds && range.MinVersion == range.MaxVersion;
        if (isNamed && core.Database.Read(c => VersionRows.Of(c, core.Paths, id)).FirstOrDefault(v => NuGetVersion.Parse(v.Version) == range!.MinVersion) is { } stored)
        {
            // A version never changes: what the store has need not be asked of a feed.
            return new WantedPlugin { Stored = stored, Settings = settings, IsNamed = true };
        }

        ArrivedVersion arrived = await supply.FetchAsync(before?.Version.PackageId ?? id, range, cancellationToken).ConfigureAwait(false);
        if (core.Database.Read(c => VersionRows.Find(c, core.Paths, arrived.PluginId, arrived.Version)) is not { } known)
        {
            return new WantedPlugin { Arrived = arrived, Settings = settings, IsNamed = isNamed };
        }

        using (arrived)
        {
            return known.Packages[0].Hash == arrived.Packages[0].Package.Hash
                ? new WantedPlugin { Stored = known, Settings = settings, IsNamed = isNamed }
                : throw new PackageException(id, new Reason(StoreReasons.OtherContent, $"'{arrived.PluginId}' {arrived.Version} from {arrived.Source} is not what the store has under that version (from {known.Source}). A version never changes: publish it under a new one."));
        }
    }

    private static IReadOnlyList<WantedPlugin> Replace(Release active, WantedPlugin? wanted) =>
    [
        .. active.Plugins.Where(p => wanted is null || !Same(p.PluginId, wanted.PluginId)).Select(WantedPlugin.Kept),
        .. wanted is null ? (WantedPlugin[])[] : [wanted],
    ];

    private void RequirePin(string plugin, VersionRange? range)
    {
        if (range is null || PinOf(plugin) is not { } pin || (range.MinVersion is { } lowest && pin.Satisfies(lowest)))
        {
            return;
        }

        throw new PackageException(plugin, new Reason(StoreReasons.Pinned, $"'{plugin}' is pinned to {TextOf(pin)}; {TextOf(range)} is outside of it. Take the pin away with 'hotstart pin {plugin} --off', or pin it anew."));
    }

    // NuGet takes 1.* for a preference: 2.0 satisfies it where there is no 1.x. Here it means what it says.
    private static VersionRange Bounded(VersionRange range)
    {
        if (!range.IsFloating || range.HasUpperBound || range.MinVersion is not { } lowest)
        {
            return range;
        }

        NuGetVersion? end = range.Float!.FloatBehavior switch
        {
            NuGetVersionFloatBehavior.Minor or NuGetVersionFloatBehavior.PrereleaseMinor => new NuGetVersion(lowest.Major + 1, 0, 0, "0"),
            NuGetVersionFloatBehavior.Patch or NuGetVersionFloatBehavior.PrereleasePatch => new NuGetVersion(lowest.Major, lowest.Minor + 1, 0, "0"),
            _ => null,
        };
        return end is null ? range : new VersionRange(lowest, includeMinVersion: true, end, includeMaxVersion: false);
    }

    private static VersionRange Exactly(NuGetVersion version) => new(version, includeMinVersion: true, version, includeMaxVersion: true);

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static PackageException Unknown(string id, Release active) => new(id, new Reason(
        StoreReasons.Unknown,
        $"Release '{active.Name}' has no plugin '{id}'. It has: {string.Join(", ", active.Plugins.Select(p => p.PluginId).DefaultIfEmpty("none"))}."));
}
