using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Generations;

/// <summary>Takes the routes of one generation.</summary>
internal sealed class PluginRoutes(IServiceProvider services) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider { get; } = services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(ServiceProvider);
}
