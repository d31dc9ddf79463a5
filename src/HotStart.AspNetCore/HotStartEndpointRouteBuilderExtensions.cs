using HotStart.AspNetCore.Calls;
using HotStart.AspNetCore.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore;

/// <summary>Gives plugins their place among the endpoints of an application.</summary>
public static class HotStartEndpointRouteBuilderExtensions
{
    // Before fallbacks of the host, after everything else of it.
    private const int PlaceOrder = int.MaxValue - 1;

    /// <summary>
    /// Serves the endpoints of all plugins, as they are at each moment. A request that an endpoint of the host fits goes
    /// to the host; fallbacks of the host come after the plugins. Call it once.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <exception cref="InvalidOperationException"><c>AddHotStart</c> was not called, or this was called before.</exception>
    public static IEndpointConventionBuilder MapPlugins(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        HostRoutes routes = endpoints.ServiceProvider.GetService<HostRoutes>() ?? throw new InvalidOperationException(
            $"{nameof(MapPlugins)} serves the plugins that AddHotStart runs: call builder.AddHotStart() before the application is built.");
        if (routes.HasPlace)
        {
            throw new InvalidOperationException($"{nameof(MapPlugins)} was called before. It serves the endpoints of all plugins: call it once.");
        }

        routes.Know(endpoints);
        IEndpointConventionBuilder place = endpoints.Map(RoutePatternFactory.Parse("/{**path}"), NotFound);
        place.Add(builder =>
        {
            ((RouteEndpointBuilder)builder).Order = PlaceOrder;
            builder.DisplayName = "HotStart plugins";
            builder.Metadata.Add(PluginsPlace.Instance);
            builder.Metadata.Add(new ExcludeFromDescriptionAttribute());
        });
        return place;
    }

    /// <summary>
    /// Makes functions of plugins, and their variables, callable as <c>POST {path}/{plugin}/{symbol}</c> with a JSON array of
    /// arguments; the result comes as JSON. No code for the web is needed in the plugin. Whoever reaches the server may
    /// call: add <c>RequireAuthorization</c> where that is not meant.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path below which they are called.</param>
    public static IEndpointConventionBuilder MapHotStartCalls(this IEndpointRouteBuilder endpoints, string path = "/hotstart/call")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string prefix = "/" + path.Trim('/');
        return endpoints.MapPost($"{prefix}/{{plugin}}/{{symbol}}", static http =>
            {
                CallEndpoint call = http.RequestServices.GetRequiredService<CallEndpoint>();
                return call.RunAsync(http, (string)http.Request.RouteValues["plugin"]!, (string)http.Request.RouteValues["symbol"]!);
            })
            .WithDisplayName("HotStart calls")
            .WithMetadata(new ReservedRoutes(prefix))
            .ExcludeFromDescription();
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
