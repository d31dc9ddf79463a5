using System.Diagnostics;
using HotStart.Bench.Reporting;

namespace HotStart.Bench.Web;

/// <summary>Replaces a plugin by its other version again and again.</summary>
internal sealed class Swapper(PluginHost host, string pluginId, string[] versions, string artifact)
{
    private int _swaps;

    /// <summary>Times of all swaps so far, in milliseconds.</summary>
    public Sample Times { get; } = new();

    /// <summary>The same by stage.</summary>
    public Dictionary<string, Sample> Stages { get; } = [];

    public async Task SwapAsync()
    {
        File.Copy(versions[++_swaps % versions.Length], artifact, overwrite: true);
        long start = Stopwatch.GetTimestamp();
        SwapResult result = await host.ReloadAsync(pluginId);
        Times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        foreach (StageTime stage in result.Plugins[0].Stages)
        {
            if (!Stages.TryGetValue(stage.Stage, out Sample? times))
            {
                Stages.Add(stage.Stage, times = new Sample());
            }

            times.Add(stage.Duration.TotalMilliseconds);
        }

        if (result.Outcome != SwapOutcome.Swapped)
        {
            throw new InvalidOperationException($"A swap was refused: {result}");
        }
    }

    /// <summary>Ten swaps a second until the token is cancelled.</summary>
    public async Task KeepSwappingAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await SwapAsync();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the load is over
        }
    }

    /// <summary>How many generations are not proven gone, once the limit is over at the latest.</summary>
    public async Task<int> AliveAsync(TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (Alive() > 1 && Stopwatch.GetElapsedTime(start) < limit)
        {
            await Task.Delay(100);
        }

        return Alive();
    }

    private int Alive() => host.Status.Plugins.Single(p => p.Id == pluginId).Generations.Length;
}
