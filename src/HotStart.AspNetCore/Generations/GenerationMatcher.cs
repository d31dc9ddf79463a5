using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Generations;

/// <summary>The framework's own routing over the endpoints of one generation, in the generation's own container.</summary>
internal static class GenerationMatcher
{
    /// <summary>A delegate that sets the endpoint and the route values of a request, and runs nothing.</summary>
    public static RequestDelegate Build(IServiceProvider services, IReadOnlyList<RouteEndpoint> endpoints)
    {
        ApplicationBuilder app = new(services);
        app.UseRouting();
        app.Run(static _ => Task.CompletedTask);

        // Never reached: it makes the endpoints known to the routing before it, and to links and documents.
        app.UseEndpoints(e => e.DataSources.Add(new DefaultEndpointDataSource(endpoints)));
        return app.Build();
    }
}
