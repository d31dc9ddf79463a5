using HotStart.AspNetCore.Generations;
using Microsoft.Extensions.DependencyInjection;

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
}
