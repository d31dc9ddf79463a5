using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Routing;

/// <summary>The routes that the host itself has; known once <c>MapPlugins</c> was called.</summary>
internal sealed class HostRoutes
{
    private IEndpointRouteBuilder? _host;

    /// <summary>Whether plugins have a place in the host's routing.</summary>
    public bool HasPlace => _host is not null;

    public void Know(IEndpointRouteBuilder host) => _host = host;

    /// <summary>Why these routes of a plugin cannot be, as the host stands now.</summary>
    public ImmutableArray<Reason> Refuse(string pluginId, string file, IReadOnlyList<RouteClaim> claims)
    {
        ImmutableArray<Reason>.Builder reasons = ImmutableArray.CreateBuilder<Reason>();
        RouteEndpoint[] endpoints = [.. (_host?.DataSources ?? []).SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PluginsPlace>() is null)];
        ILookup<string, RouteClaim> own = endpoints.SelectMany(RouteClaim.Of).ToLookup(c => c.Shape);
        string[] reserved = [.. endpoints.Select(e => e.Metadata.GetMetadata<ReservedRoutes>()?.Prefix)
            .OfType<string>().Append(ReservedRoutes.Default).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (RouteClaim claim in claims)
        {
            if (reserved.FirstOrDefault(claim.IsBelow) is { } prefix)
            {
                reasons.Add(new Reason(
                    ReasonCodes.RouteReserved,
                    $"Plugin '{pluginId}' maps '{claim.Text}', and everything below '{prefix}' is the host's own. Give the route another path.",
                    file));
            }
            else if (own[claim.Shape].FirstOrDefault(claim.ClashesWith) is { } same)
            {
                reasons.Add(new Reason(
                    ReasonCodes.RouteClash,
                    $"Plugin '{pluginId}' maps '{claim.Text}', and the host itself maps '{same.Text}': nobody could tell which is meant. Give one of them another path or method.",
                    file));
            }
        }

        return reasons.ToImmutable();
    }
}
