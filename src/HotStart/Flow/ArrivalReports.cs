using HotStart.Diagnostics;
using HotStart.Flow.Arrivals;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow;

/// <summary>Tells of arrivals that lead to no change. The log comes last each time: a sink that throws loses its line only.</summary>
internal sealed class ArrivalReports(PluginFlow flow, ILogger logger)
{
    public void NotSettled(Arrival arrival)
    {
        string name = flow.Plugins.FindByArtifact(arrival.ArtifactPath)?.Id ?? Path.GetFileNameWithoutExtension(arrival.ArtifactPath);
        flow.Events.Publish(PluginEventKind.NotSettled, name, $"{arrival.ArtifactPath} has not become whole: {arrival.Reason!.Message}", e => e with
        {
            Artifact = arrival.ArtifactPath,
            Reasons = [arrival.Reason],
        });
        FlowLog.NotSettled(logger, arrival.ArtifactPath, arrival.Reason.Message);
    }

    public void Gone(PluginRecord plugin, string path, string what)
    {
        plugin.ArtifactIsDeleted(true);
        int? generation = plugin.Active?.Number;
        flow.Events.Publish(PluginEventKind.ArtifactDeleted, plugin.Id, $"{what}; generation {generation} serves on", e => e with
        {
            Artifact = path,
            Generation = generation,
        });
        FlowLog.ArtifactDeleted(logger, path, plugin.Id);
    }

    public void Failed(List<Exception> failures, ArrivalBatch batch) => FlowLog.IntakeFailed(
        logger,
        failures.Count == 1 ? failures[0] : new AggregateException(failures),
        string.Join(", ", batch.Arrivals.Select(a => a.ArtifactPath)));
}
