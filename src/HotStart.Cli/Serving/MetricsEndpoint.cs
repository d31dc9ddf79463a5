using HotStart.OpenTelemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace HotStart.Cli.Serving;

/// <summary>The metrics of a served host, for Prometheus.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Where they are.</summary>
    public const string Path = "/metrics";

    /// <summary>Measures the plugins, the requests and the runtime.</summary>
    public static IServiceCollection AddMetricsForPrometheus(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddHotStartInstrumentation()
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddPrometheusExporter());
        return services;
    }

    /// <summary>
    /// Maps the metrics. They name plugins and count; who may reach the address may read them, as is usual for Prometheus.
    /// </summary>
    public static IEndpointConventionBuilder MapMetricsForPrometheus(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPrometheusScrapingEndpoint(Path);
}
