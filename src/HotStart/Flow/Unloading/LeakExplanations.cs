using HotStart.Diagnostics;
using HotStart.Flow.Generations;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Unloading;

/// <summary>
/// Asks the host's explainer what holds a leaked generation, one generation at a time: a look at the process from
/// outside may stop it for a moment.
/// </summary>
internal sealed class LeakExplanations(PluginFlow flow, ILogger logger)
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The verdict's reason, better told where that is possible. Never throws.</summary>
    /// <param name="generation">What leaked.</param>
    /// <param name="otherwise">What to say where nothing better is known.</param>
    /// <param name="explainer">Who may know.</param>
    public async Task<string> OfAsync(Generation generation, string otherwise, LeakExplainer explainer)
    {
        try
        {
            await _one.WaitAsync(flow.Stopping).ConfigureAwait(false);
            try
            {
                string? found = await explainer(generation.PluginId, generation.Number, flow.Stopping).ConfigureAwait(false);
                return found ?? otherwise;
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OperationCanceledException) when (flow.Stopping.IsCancellationRequested)
        {
            return otherwise;
        }
        catch (Exception e)
        {
            FlowLog.ExplainerFailed(logger, e, generation.PluginId, generation.Number);
            return otherwise;
        }
    }
}
