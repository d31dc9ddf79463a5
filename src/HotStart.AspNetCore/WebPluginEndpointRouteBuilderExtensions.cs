using HotStart.AspNetCore.Generations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore;

/// <summary>For the endpoints of a plugin.</summary>
public static class WebPluginEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the files in the plugin's own folder <c>wwwroot</c>, as they were when this generation was loaded. They
    /// change with a swap and with nothing else. A plugin in a folder of its own has one; a lone DLL has none.
    /// </summary>
    /// <param name="endpoints">What <see cref="IWebPlugin.MapEndpoints"/> was given.</param>
    /// <param name="path">The path below which they are served, such as <c>/shop</c>.</param>
    public static IEndpointConventionBuilder MapPluginFiles(this IEndpointRouteBuilder endpoints, string path)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string prefix = "/" + path.Trim('/');
        IWebHostEnvironment environment = endpoints.ServiceProvider.GetRequiredService<IWebHostEnvironment>();
        RequestDelegate serve = new PluginFiles(environment.WebRootFileProvider, (environment as PluginEnvironment)?.Staged).ServeAsync;
        return endpoints.MapMethods($"{prefix.TrimEnd('/')}/{{**file}}", [HttpMethods.Get, HttpMethods.Head], serve)
            .WithDisplayName($"files of {environment.ApplicationName} below {prefix}")
            .ExcludeFromDescription();
    }
}
