using HotStart.AspNetCore.Admin.Parts;
using HotStart.AspNetCore.Hosting;
using HotStart.AspNetCore.Packages.Hosting;
using HotStart.AspNetCore.Packages.Releases;
using HotStart.Packages.Releases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore;

/// <summary>Has an application run what a store of versions says.</summary>
public static class HotStartStoreServiceCollectionExtensions
{
    /// <inheritdoc cref="AddHotStartStore(IServiceCollection, Action{HotStartStoreOptions}?)"/>
    /// <param name="builder">The application being built.</param>
    /// <param name="configure">Settings that overrule the configuration.</param>
    public static IHostApplicationBuilder AddHotStartStore(this IHostApplicationBuilder builder, Action<HotStartStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHotStartStore(configure);
        return builder;
    }

    /// <summary>
    /// The plugins come from a store of versions instead of a folder: the active release is started as <see cref="StoreHost"/> does,
    /// and what is installed, applied or rolled back goes live at once, whoever did it. <c>MapHotStart</c> then has the store's calls
    /// below <c>…/store</c>, and its page the releases. Needs <c>AddHotStart</c> as well, before it or after it.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Settings that overrule the configuration.</param>
    public static IServiceCollection AddHotStartStore(this IServiceCollection services, Action<HotStartStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<HotStartStoreOptions> options = services.AddOptions<HotStartStoreOptions>();
        if (!services.Any(d => d.ServiceType == typeof(StoreSource)))
        {
            options.ValidateOnStart();
            services.TryAddEnumerable(
            [
                ServiceDescriptor.Singleton<IConfigureOptions<HotStartStoreOptions>, StoreOptionsSetup>(),
                ServiceDescriptor.Singleton<IPostConfigureOptions<HotStartStoreOptions>, StoreOptionsSetup>(),
                ServiceDescriptor.Singleton<IValidateOptions<HotStartStoreOptions>, StoreOptionsSetup>(),
            ]);
            services.AddSingleton<StoreSource>();
            services.Replace(ServiceDescriptor.Singleton<PluginHostSource>(s => s.GetRequiredService<StoreSource>()));
            services.AddSingleton(s => s.GetRequiredService<StoreSource>().Host);
            services.AddSingleton<AdminPart, StorePart>();
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        return services;
    }
}
