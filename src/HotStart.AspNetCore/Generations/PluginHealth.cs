using HotStart.AspNetCore.Hosting;
using HotStart.AspNetCore.Routing;
using HotStart.Flow.Generations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HotStart.AspNetCore.Generations;

/// <summary>The health checks that plugins bring, as one of the host's. What it tells are words and numbers, nothing of the plugins'.</summary>
internal sealed class PluginHealth(PluginHostLifetime lifetime) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        HealthStatus worst = HealthStatus.Healthy;
        Dictionary<string, object> data = [];
        List<string> bad = [];
        LiveSet live = lifetime.Host.Flow.HostCell.Set!;
        foreach (WebGeneration generation in RouteIndex.Of(live).Generations)
        {
            if (!generation.TryEnter())
            {
                continue; // just replaced: the next look sees the new one
            }

            try
            {
                if (generation.Services.GetService<HealthCheckService>() is not { } checks)
                {
                    continue;
                }

                HealthReport report = await checks.CheckHealthAsync(cancellationToken).ConfigureAwait(false);
                foreach ((string name, HealthReportEntry entry) in report.Entries)
                {
                    worst = entry.Status < worst ? entry.Status : worst;
                    string words = entry.Description ?? (entry.Exception is { } e ? $"{e.GetType().Name}: {e.Message}" : "");
                    data[$"{generation.PluginId}: {name}"] = words.Length == 0 ? $"{entry.Status}" : $"{entry.Status}: {words}";
                    if (entry.Status != HealthStatus.Healthy)
                    {
                        bad.Add($"{generation.PluginId}: {name} is {entry.Status}");
                    }
                }
            }
            finally
            {
                generation.Exit();
            }
        }

        return new HealthCheckResult(worst, bad.Count == 0 ? null : string.Join("; ", bad), data: data);
    }
}
