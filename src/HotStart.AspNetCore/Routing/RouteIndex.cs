using System.Collections.Frozen;
using HotStart.AspNetCore.Generations;
using HotStart.Flow.Generations;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Routing;

/// <summary>
/// Which generations of one live set may have an endpoint for a path, by its first segment. Immutable; goes with its set,
/// so that one write of the live set changes the endpoints of all plugins at once.
/// </summary>
internal sealed class RouteIndex
{
    private readonly FrozenDictionary<string, WebGeneration[]> _byFirst;
    private readonly FrozenDictionary<string, WebGeneration[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Those whose routes may begin with anything.</summary>
    private readonly WebGeneration[] _wild;

    private RouteIndex(IEnumerable<WebGeneration> generations)
    {
        Generations = [.. generations];
        Dictionary<string, List<WebGeneration>> byFirst = new(StringComparer.OrdinalIgnoreCase);
        List<WebGeneration> wild = [];
        foreach (WebGeneration generation in Generations)
        {
            foreach (string? first in generation.Endpoints.Select(e => RouteClaim.FirstSegment(e.RoutePattern)).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (first is null)
                {
                    wild.Add(generation);
                }
                else if (byFirst.TryGetValue(first, out List<WebGeneration>? known))
                {
                    known.Add(generation);
                }
                else
                {
                    byFirst.Add(first, [generation]);
                }
            }
        }

        _wild = [.. wild];
        _byFirst = byFirst.ToFrozenDictionary(p => p.Key, p => p.Value.Union(wild).ToArray(), StringComparer.OrdinalIgnoreCase);
        _lookup = _byFirst.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>All generations with endpoints, in the order of their plugins' places.</summary>
    public WebGeneration[] Generations { get; }

    public static RouteIndex Of(LiveSet live)
    {
        if (live.Index is RouteIndex known)
        {
            return known;
        }

        // A generation's code may be gone already where the set is not the live one any more; whoever enters it finds out.
        RouteIndex made = new(live.Generations.Select(g => g.Code?.Part).OfType<WebGeneration>());
        live.Index = made;
        return made;
    }

    public WebGeneration[] Find(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> first = path.TrimStart('/');
        int end = first.IndexOf('/');
        return _lookup.TryGetValue(end < 0 ? first : first[..end], out WebGeneration[]? found) ? found : _wild;
    }
}
