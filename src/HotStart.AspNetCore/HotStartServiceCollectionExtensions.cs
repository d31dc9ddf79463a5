using HotStart.AspNetCore.Calls;
using HotStart.AspNetCore.Connections;
using HotStart.AspNetCore.Documents;
using HotStart.AspNetCore.Generations;
using HotStart.AspNetCore.Hosting;
using HotStart.AspNetCore.Routing;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore;

/// <summary>Adds hot plugins to an application.</summary>
public static class HotStartServiceCollectionExtensions
{
    /// <inheritdoc cref="AddHotStart(IServiceCollection, Action{HotStartOptions}?)"/>
    /// <param name="builder">The application being built.</param>
    /// <param name="configure">Settings that overrule the configuration.</param>
    public static IHostApplicationBuilder AddHotStart(this IHostApplicationBuilder builder, Action<HotStartOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHotStart(configure);
        return builder;
    }

    /// <summary>
    /// Adds a <see cref="PluginHost"/> that starts with the application, before its server listens, and ends with it.
    /// Its settings are those of the section <c>HotStart</c> of the configuration, checked when the application starts.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Settings that overrule the configuration.</param>
    public static IServiceCollection AddHotStart(this IServiceCollection services, Action<HotStartOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<HotStartOptions> options = services.AddOptions<HotStartOptions>();
        if (!services.Any(d => d.ServiceType == typeof(PluginHostLifetime)))
        {
            options.ValidateOnStart();
            services.TryAddEnumerable(
            [
                ServiceDescriptor.Singleton<IConfigureOptions<HotStartOptions>, HotStartOptionsSetup>(),
                ServiceDescriptor.Singleton<IPostConfigureOptions<HotStartOptions>, HotStartOptionsSetup>(),
                ServiceDescriptor.Singleton<IValidateOptions<HotStartOptions>, HotStartOptionsSetup>(),
            ]);
            services.TryAddSingleton<PluginHostSource, FolderSource>();
            services.AddSingleton<PluginHostLifetime>();
            services.AddSingleton(new HostRegistrations(services));
            services.AddSingleton<HostRoutes>();
            services.AddSingleton<RouteLedger>();
            services.AddSingleton<HeldConnections>();
            services.AddSingleton<WebGenerationBuilder>();
            services.AddSingleton<WebExtension>();
            services.AddSingleton<LiveRoutes>();
            services.AddSingleton<CallEndpoint>();
            services.AddSingleton<PluginDocuments>();
            services.ConfigureAll<OpenApiOptions>(o => o.AddDocumentTransformer<PluginDocuments>());
            services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, PluginMatcherPolicy>());
            services.AddHostedService(s => s.GetRequiredService<PluginHostLifetime>());
            services.AddSingleton(s => s.GetRequiredService<PluginHostLifetime>().Host);
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        return services;
    }

    /// <summary>
    /// Adds a contract of a plugin: whoever asks for <typeparamref name="T"/> in a constructor or handler gets a handle
    /// that always runs the active generation. Other plugins take it over with <c>AddFromHost</c>, whichever starts first.
    /// </summary>
    /// <typeparam name="T">An interface that host and plugin share. One that is disposable cannot be added: the container would dispose the plugin's object.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="pluginId">The plugin; case does not matter. It must be active when the contract is asked for the first time.</param>
    /// <param name="name">The class, where several implement the contract.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is no interface, or is disposable.</exception>
    public static IServiceCollection AddHot<T>(this IServiceCollection services, string pluginId, string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(pluginId);
        if (!typeof(T).IsInterface || typeof(T).IsAssignableTo(typeof(IDisposable)) || typeof(T).IsAssignableTo(typeof(IAsyncDisposable)))
        {
            throw new ArgumentException(
                $"'{typeof(T)}' cannot be added as a contract of plugin '{pluginId}': expected an interface that is not disposable, for the container disposes what it gave out, and the plugin's object is the plugin's.");
        }

        services.Add(new HotContract(typeof(T), s => s.GetRequiredService<PluginHost>()[pluginId].Get<T>(name)));
        return services;
    }
}
