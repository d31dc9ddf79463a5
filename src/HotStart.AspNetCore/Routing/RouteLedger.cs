namespace HotStart.AspNetCore.Routing;

/// <summary>
/// Who has which route, over all plugins: what is active, and what is about to be. Holds strings and numbers only. Safe
/// for use by several threads.
/// </summary>
internal sealed class RouteLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Entry>> _byShape_NeedsLock = new(StringComparer.Ordinal);

    /// <summary>
    /// Claims routes for a generation that is about to go live. Those of the plugins that the same change replaces do not
    /// count; all others do, active or about to be.
    /// </summary>
    /// <param name="owner">Whose they are.</param>
    /// <param name="claims">The routes.</param>
    /// <param name="isReplaced">Whether an owner goes with this change.</param>
    /// <returns>Clashes: the own route, the other's, and whose that is. Where there are any, nothing is claimed.</returns>
    public IReadOnlyList<(RouteClaim Own, RouteClaim Other, RouteOwner Owner)> TryClaim(
        RouteOwner owner, IReadOnlyList<RouteClaim> claims, Func<RouteOwner, bool> isReplaced)
    {
        lock (_lock)
        {
            List<(RouteClaim, RouteClaim, RouteOwner)> clashes = [];
            foreach (RouteClaim claim in claims)
            {
                foreach (Entry entry in _byShape_NeedsLock.GetValueOrDefault(claim.Shape) ?? [])
                {
                    if (entry.Owner.PluginId != owner.PluginId && !isReplaced(entry.Owner) && entry.Claim.ClashesWith(claim))
                    {
                        clashes.Add((claim, entry.Claim, entry.Owner));
                    }
                }
            }

            foreach (RouteClaim claim in clashes.Count == 0 ? claims : [])
            {
                if (!_byShape_NeedsLock.TryGetValue(claim.Shape, out List<Entry>? entries))
                {
                    _byShape_NeedsLock.Add(claim.Shape, entries = []);
                }

                entries.Add(new Entry(owner, claim));
            }

            return clashes;
        }
    }

    /// <summary>Gives up all claims of a plugin, but for those of the generation that is active.</summary>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="active">The number of its active generation, or null where it has none.</param>
    public void Settle(string pluginId, int? active)
    {
        lock (_lock)
        {
            foreach ((string shape, List<Entry> entries) in _byShape_NeedsLock)
            {
                entries.RemoveAll(e => e.Owner.PluginId == pluginId && e.Owner.Generation != active);
                if (entries.Count == 0)
                {
                    _byShape_NeedsLock.Remove(shape);
                }
            }
        }
    }

    private readonly record struct Entry(RouteOwner Owner, RouteClaim Claim);
}
