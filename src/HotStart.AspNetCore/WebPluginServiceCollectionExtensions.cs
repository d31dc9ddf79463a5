using HotStart.AspNetCore.Generations;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore;

/// <summary>For the services of a plugin.</summary>
public static class WebPluginServiceCollectionExtensions
{
    /// <summary>
    /// Takes a service of the host over into the plugin's container: a singleton as the very instance, anything else
    /// from the host's services of the same request. The host's container never learns of the plugin. A contract that another
    /// plugin implements (<c>AddHot</c>) is asked for when it is first needed, so that the order in which plugins start does not matter.
    /// </summary>
    /// <typeparam name="T">The service; a type that host and plugin share.</typeparam>
    /// <param name="services">What <see cref="IWebPlugin.ConfigureServices"/> was given.</param>
    /// <exception cref="InvalidOperationException">The host has no such service, or these are not the services of a plugin.</exception>
    public static IServiceCollection AddFromHost<T>(this IServiceCollection services)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(services);
        PluginServices own = services as PluginServices ?? throw new InvalidOperationException(
            $"{nameof(AddFromHost)}<{typeof(T).Name}> takes a service of the host over into a plugin: call it on what {nameof(IWebPlugin)}.{nameof(IWebPlugin.ConfigureServices)} was given, not on other services.");
        own.AddFromHost(typeof(T));
        return services;
    }
}
