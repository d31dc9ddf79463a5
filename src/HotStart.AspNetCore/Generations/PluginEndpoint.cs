using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Generations;

/// <summary>
/// Marks an endpoint as a generation's. The host sees the endpoint with all its metadata, so that its authorization,
/// limits and the like apply; running it enters the generation first.
/// </summary>
/// <param name="generation">Whose it is.</param>
/// <param name="own">The endpoint as the plugin mapped it.</param>
internal sealed class PluginEndpoint(WebGeneration generation, RouteEndpoint own)
{
    public WebGeneration Generation { get; } = generation;

    public RouteEndpoint Own { get; } = own;

    /// <summary>What the host's routing is given.</summary>
    public RouteEndpoint ForHost() => new(
        Generation.InvokeAsync, Own.RoutePattern, Own.Order, new EndpointMetadataCollection([this, .. Own.Metadata]), Own.DisplayName);
}
