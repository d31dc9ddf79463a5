using HotStart.AspNetCore.Generations;
using HotStart.AspNetCore.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HotStart.AspNetCore;

/// <summary>Adds the health of plugins to that of the host.</summary>
public static class HotStartHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds the health checks that plugins bring, those of the active generations at each look, as one check of the host:
    /// as bad as the worst of them, and naming those that are.
    /// </summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The name of the check.</param>
    public static IHealthChecksBuilder AddPluginChecks(this IHealthChecksBuilder builder, string name = "plugins")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<PluginHealth>(name);
    }

    /// <summary>
    /// Adds a check that is degraded while a generation lingers or leaks or a limit on leaks is reached, and unhealthy
    /// while a required plugin has no active generation.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="requiredPlugins">Ids of plugins that the application cannot do without, beside those in <c>HotStart:RequiredPlugins</c> of the configuration.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="tags">Its tags.</param>
    public static IHealthChecksBuilder AddHotStart(
        this IHealthChecksBuilder builder, IEnumerable<string>? requiredPlugins = null, string name = "hotstart", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        string[] required = [.. requiredPlugins ?? []];
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new HotStartHealthCheck(
                services.GetRequiredService<PluginHost>,
                [.. required, .. services.GetService<IConfiguration>()?.GetSection($"{HotStartOptions.SectionName}:RequiredPlugins").Get<string[]>() ?? []]),
            failureStatus: null,
            tags));
    }
}
