using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>All that a store says of itself, but for times and whose process it was: stores with the same history give the same text.</summary>
internal static class StoreSnapshot
{
    public static string Of(PluginStore store)
    {
        StoreListing listing = store.List(int.MaxValue);
        return string.Join('\n',
        [
            $"active {listing.Active.Id}, permanent {listing.Permanent.Id}",
            .. listing.Releases.Select(r => $"{Set(store, r)}: {r.Status}, {r.TriesLeft} tries, after {r.Base} {string.Join(" ", r.Reasons.Select(x => x.Code))}"),
            .. listing.Versions.Select(v => $"version {v.PluginId} {v.Version} {v.Content}"),
            .. listing.Pins.Select(p => $"pin {p.Key} {p.Value}"),
            .. store.History(null, int.MaxValue).Select(h => $"history {h.Id} {h.Kind} {h.PluginId} {h.Release} {h.OldVersion} {h.NewVersion} {h.Outcome} {h.Message}"),
        ]);
    }

    /// <summary>The releases with their sets alone: what no host may change, however it ends.</summary>
    public static string SetsOf(PluginStore store) => string.Join('\n', store.List(int.MaxValue).Releases.Select(r => Set(store, r)));

    private static string Set(PluginStore store, Release release) =>
        $"release {release.Id} '{release.Name}' {string.Join(", ", store.FindRelease(release.Name)!.Plugins.Select(p => $"{p.PluginId} {p.Version.Version} {string.Join(" ", p.Settings.Select(s => $"{s.Key}={s.Value}"))}"))}";
}
