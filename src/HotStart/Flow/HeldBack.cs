using System.Collections.Immutable;

namespace HotStart.Flow;

/// <summary>
/// Artifacts that were fit but went down with a partner: when that partner arrives again, they come along;
/// when all such partners are gone, they go alone.
/// Safe for use by several threads.
/// </summary>
internal sealed class HeldBack
{
    private readonly Lock _lock = new();
    private readonly List<Group> _groups_NeedsLock = [];

    /// <summary>
    /// Those that wait for one of these artifacts, with all that they wait for; what is gone meanwhile is waited for
    /// no longer and waits no longer itself.
    /// </summary>
    public ImmutableSortedSet<string> ComingAlong(IEnumerable<string> arrived)
    {
        ImmutableSortedSet<string> all = arrived.ToImmutableSortedSet(StringComparer.Ordinal);
        ImmutableSortedSet<string> before = all;
        lock (_lock)
        {
            for (int i = _groups_NeedsLock.Count - 1; i >= 0; i--)
            {
                Group group = _groups_NeedsLock[i];
                if (group.Culprits.Overlaps(all))
                {
                    all = all.Union(group.Waiting).Union(group.Culprits);
                    _groups_NeedsLock.RemoveAt(i);
                }
            }
        }

        return [.. all.Except(before).Where(Path.Exists)];
    }

    /// <summary>Whether some wait for artifacts that are all gone from disk, perhaps just for a moment.</summary>
    public bool HasReleased()
    {
        lock (_lock)
        {
            return _groups_NeedsLock.Exists(IsReleased);
        }
    }

    /// <summary>Those that waited for artifacts that are all gone from disk; they wait no longer.</summary>
    public ImmutableSortedSet<string> TakeReleased()
    {
        lock (_lock)
        {
            ImmutableSortedSet<string> released = _groups_NeedsLock.Where(IsReleased).SelectMany(g => g.Waiting)
                .ToImmutableSortedSet(StringComparer.Ordinal);
            _groups_NeedsLock.RemoveAll(IsReleased);
            return [.. released.Where(Path.Exists)];
        }
    }

    public void Remember(SwapResult result)
    {
        ImmutableHashSet<string> waiting = [.. Paths(result, isPartner: true)];
        ImmutableHashSet<string> culprits = [.. Paths(result, isPartner: false)];
        lock (_lock)
        {
            // What went live by itself meanwhile waits for nobody.
            string[] live = [.. result.Plugins.Where(p => p.Reasons.IsEmpty).Select(p => p.Artifact).OfType<string>()];
            for (int i = 0; i < _groups_NeedsLock.Count; i++)
            {
                _groups_NeedsLock[i] = _groups_NeedsLock[i] with { Waiting = _groups_NeedsLock[i].Waiting.Except(live) };
            }

            _groups_NeedsLock.RemoveAll(g => g.Waiting.IsEmpty);
            if (!waiting.IsEmpty)
            {
                _groups_NeedsLock.Add(new Group(culprits, waiting));
            }
        }
    }

    private static bool IsReleased(Group group) => !group.Culprits.Any(Path.Exists);

    private static IEnumerable<string> Paths(SwapResult result, bool isPartner) => result.Plugins
        .Where(p => (p.IsTorn || !p.Reasons.IsEmpty)
            && p.Reasons.Any(r => r.Code == ReasonCodes.PartnerRefused) == isPartner)
        .Select(p => p.Artifact)
        .OfType<string>();

    private sealed record Group(ImmutableHashSet<string> Culprits, ImmutableHashSet<string> Waiting);
}
