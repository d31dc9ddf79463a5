using System.Diagnostics;
using System.Diagnostics.Metrics;
using HotStart.AspNetCore.Documents;
using HotStart.AspNetCore.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HotStart.AspNetCore.Generations;

/// <summary>
/// The services of one generation before they become its container. What comes from the host comes as an instance: the
/// host's container keeps what it is asked for for ever, and would dispose nothing that a generation made.
/// </summary>
internal sealed class PluginServices : ServiceCollection
{
    // What handlers reach through the request's services without naming it: signing in and out, policies, protected data.
    private static readonly Type[] _quietlyUsed =
    [
        typeof(IAuthenticationService), typeof(IAuthenticationSchemeProvider), typeof(IAuthenticationHandlerProvider),
        typeof(IAuthorizationService), typeof(IAuthorizationPolicyProvider), typeof(IDataProtectionProvider),
    ];

    private readonly IServiceProvider _host;
    private readonly HostRegistrations _registrations;

    public PluginServices(
        IServiceProvider host, HostRegistrations registrations, PluginContext context, PluginEnvironment environment,
        GenerationLifetime lifetime, System.Reflection.Assembly assembly)
    {
        _host = host;
        _registrations = registrations;
        this.AddSingleton(context);
        this.AddSingleton(context.Time);
        this.AddSingleton<IMeterFactory>(context.Meters);
        this.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(context.Configuration).Build());
        this.AddSingleton<IWebHostEnvironment>(environment);
        this.AddSingleton<IHostEnvironment>(environment);
        this.AddSingleton<IHostApplicationLifetime>(lifetime);
        AddInstance(typeof(ILoggerFactory));
        AddInstance(typeof(DiagnosticListener));
        AddInstance(typeof(DiagnosticSource));

        // Found by AddControllers, which would look for controllers in the host's own assemblies else.
        this.AddSingleton(new ApplicationPartManager { ApplicationParts = { new AssemblyPart(assembly) } });
        this.AddScoped<RequestOrigin>();
        this.AddLogging();
        this.AddOptions();
        this.AddRouting();
        this.AddOpenApi(GenerationDocument.Name);
        foreach (Type type in _quietlyUsed.Where(t => registrations.LifetimeOf(t) is not null))
        {
            AddFromHost(type);
        }
    }

    /// <summary>Whether a request's scope must know the host's services of that request.</summary>
    public bool NeedsOrigin { get; private set; }

    /// <inheritdoc cref="WebPluginServiceCollectionExtensions.AddFromHost{T}"/>
    public void AddFromHost(Type type)
    {
        switch (_registrations.LifetimeOf(type))
        {
            case null:
                throw new InvalidOperationException(
                    $"The plugin asks the host for a '{type}', and the host has none: register it in the host, or add one to the plugin's own services.");
            case ServiceLifetime.Singleton when _registrations.IsHot(type):
                // Not now: the plugin that has it may start after this one. A version-free handle, and shared by all that ask.
                this.AddSingleton(type, _ => _host.GetRequiredService(type));
                break;
            case ServiceLifetime.Singleton:
                AddInstance(type);
                break;
            default:
                NeedsOrigin = true;
                this.AddScoped(type, s => s.GetRequiredService<RequestOrigin>().GetRequiredService(type));
                break;
        }
    }

    private void AddInstance(Type type)
    {
        if (_host.GetService(type) is { } instance)
        {
            this.AddSingleton(type, instance);
        }
    }
}
