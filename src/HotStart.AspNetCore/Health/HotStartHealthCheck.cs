using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HotStart.AspNetCore.Health;

/// <summary>How the plugins do, as a health check.</summary>
/// <param name="host">Gives the plugin host, or throws while it has not started.</param>
/// <param name="required">Ids of plugins that must be active.</param>
internal sealed class HotStartHealthCheck(Func<PluginHost> host, ImmutableArray<string> required) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        HostStatus status;
        try
        {
            status = host().Status;
        }
        catch (InvalidOperationException e)
        {
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, "The plugins have not started.", e));
        }

        Dictionary<string, object> data = new()
        {
            ["liveSet"] = status.LiveSet,
            ["activePlugins"] = status.Plugins.Count(p => p.ActiveGeneration is not null),
            ["lingering"] = status.Count(GenerationState.Lingering),
            ["leaked"] = status.Count(GenerationState.Leaked),
        };
        ImmutableArray<string> missing = [.. required.Distinct(StringComparer.OrdinalIgnoreCase).Where(id => !IsActive(status, id)).Select(id => Missing(status, id))];
        if (!missing.IsEmpty)
        {
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, string.Join("; ", missing), data: data));
        }

        ImmutableArray<string> complaints = [.. status.Plugins.SelectMany(Complaints)];
        return Task.FromResult(complaints.IsEmpty
            ? HealthCheckResult.Healthy($"{data["activePlugins"]} plugins are active.", data)
            : HealthCheckResult.Degraded(string.Join("; ", complaints), data: data));
    }

    private static bool IsActive(HostStatus status, string id) => Find(status, id) is { ActiveGeneration: not null };

    private static PluginStatus? Find(HostStatus status, string id) =>
        status.Plugins.FirstOrDefault(p => p.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static string Missing(HostStatus status, string id) => Find(status, id) switch
    {
        null => $"the required plugin '{id}' was never loaded",
        { IsDisabled: true } => $"the required plugin '{id}' is disabled",
        { LastRefusal: [var reason, ..] } => $"the required plugin '{id}' is not active: {reason.Message}",
        _ => $"the required plugin '{id}' is not active",
    };

    private static IEnumerable<string> Complaints(PluginStatus plugin)
    {
        foreach (GenerationStatus g in plugin.Generations)
        {
            if (g.State == GenerationState.Lingering)
            {
                yield return $"{plugin.Id} generation {g.Number} lingers: in use by {string.Join(", ", g.Holders.DefaultIfEmpty("an unnamed lease"))}";
            }
            else if (g.State == GenerationState.Leaked)
            {
                yield return $"{plugin.Id} generation {g.Number} leaked{(g.LeakReason is { } why ? $": {why}" : "")}";
            }
        }

        if (plugin.HasReachedLeakLimit)
        {
            yield return $"{plugin.Id} has reached its limit on leaks";
        }
    }
}
