using HotStart.AspNetCore.Hosting;

namespace HotStart.AspNetCore.Routing;

/// <summary>The routes of all plugins at this moment, in words.</summary>
internal sealed class LiveRoutes(PluginHostLifetime lifetime)
{
    /// <summary>By plugin: its routes, such as <c>GET /shop/price/{id}</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> All() =>
        RouteIndex.Of(lifetime.Host.Flow.HostCell.Set!).Generations.ToDictionary(
            g => g.PluginId, g => (IReadOnlyList<string>)[.. g.Claims.Select(c => c.Text)], StringComparer.OrdinalIgnoreCase);
}
