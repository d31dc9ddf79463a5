using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore;

/// <summary>
/// Implemented by at most one public class of a plugin that has endpoints, with a public constructor that takes nothing
/// or one <see cref="PluginContext"/>. All of it runs while the code is still a candidate: what throws, hangs or clashes
/// refuses the candidate, and the previous generation serves on.
/// </summary>
public interface IWebPlugin
{
    /// <summary>
    /// Adds the services of this generation: its own container, which ends with it. Controllers, SignalR, health checks,
    /// hosted services (started before the first request, stopped after the last) are added as in any application.
    /// Services of the host are taken over with <see cref="WebPluginServiceCollectionExtensions.AddFromHost{T}"/>.
    /// </summary>
    /// <param name="services">The container to be. It has logging, options, routing, the plugin's settings as the configuration, and <paramref name="plugin"/>.</param>
    /// <param name="plugin">What the host offers to this generation.</param>
    void ConfigureServices(IServiceCollection services, PluginContext plugin)
    {
    }

    /// <summary>Adds middleware that runs around this plugin's endpoints and no others.</summary>
    /// <param name="branch">The branch of the pipeline. Authentication and authorization have happened before it.</param>
    void ConfigureBranch(IApplicationBuilder branch)
    {
    }

    /// <summary>Maps the endpoints of this generation.</summary>
    /// <param name="endpoints">Takes routes as in any application; what is added after this method has returned is not seen.</param>
    void MapEndpoints(IEndpointRouteBuilder endpoints);
}
