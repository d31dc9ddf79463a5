using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using HotStart.Diagnostics;
using HotStart.Flow.Generations;
using HotStart.Flow.Unloading.Sweeping;
using HotStart.Handles;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Unloading;

/// <summary>
/// Takes a generation that left the live set from its drain to its unload: drain → stop → dispose → sweep → unload →
/// prove. Unloading before the drain would break calls that load a private dependency late.
/// </summary>
internal sealed class Retirement(PluginFlow flow, Drain drain, UnloadProof proof, ILogger logger)
{
    private readonly TimeProvider _time = flow.Options.TimeProvider;
    private readonly Sweep _sweep = new(
        flow.Options.TimeProvider, logger, flow.Options.Extension is { } extension ? Sweep.Rules.AddRange(extension.Rules) : Sweep.Rules);

    /// <summary>Completes when unloading was asked for; the proof comes later. Never throws.</summary>
    /// <param name="plugin">Whose generation it is.</param>
    /// <param name="generation">What left the live set, or never got there.</param>
    /// <param name="stillRunning">Plugin code that outlived its start limit.</param>
    public async Task RunAsync(PluginRecord plugin, Generation generation, Task stillRunning)
    {
        try
        {
            long start = _time.GetTimestamp();
            generation.Code?.Part?.Leave();
            await WaitUntilUnusedAsync(plugin, generation, stillRunning).ConfigureAwait(false);
            TimeSpan drained = _time.GetElapsedTime(start);
            HotStartMetrics.Drained(drained);
            Say(plugin, generation, () => FlowLog.Drained(logger, plugin.Id, generation.Number, drained.TotalMilliseconds));

            generation.MoveTo(GenerationState.Stopping);
            await StopAsync(plugin, generation).ConfigureAwait(false);
            generation.MoveTo(GenerationState.Unloading);
            proof.Await(Unload(plugin, generation, start));
        }
        catch (Exception e)
        {
            Say(plugin, generation, () => FlowLog.RetirementFailed(logger, e, plugin.Id, generation.Number));
            Faulted(plugin, generation, $"Retiring generation {generation.Number} failed: {e.Message}");
        }
    }

    private async Task WaitUntilUnusedAsync(PluginRecord plugin, Generation generation, Task stillRunning)
    {
        Task unused = Task.WhenAll(drain.WaitAsync(generation), EndedAsync(stillRunning));
        try
        {
            await unused.WaitAsync(flow.Options.DrainLimit, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (unused.IsCompleted)
            {
                return; // in the very moment the limit was over
            }

            generation.MoveTo(GenerationState.Lingering);
            string holders = stillRunning.IsCompleted
                ? string.Join(", ", drain.Holders(generation))
                : "its own initializers or start, which hang";
            double seconds = flow.Options.DrainLimit.TotalSeconds;
            flow.Events.Publish(
                PluginEventKind.Lingering, plugin.Id,
                $"Generation {generation.Number} is still in use after {seconds:0.###} s by {holders}. It is kept until that ends.",
                e => e with { Generation = generation.Number, Version = generation.Version, Duration = flow.Options.DrainLimit });
            Say(plugin, generation, () => FlowLog.Lingering(logger, plugin.Id, generation.Number, seconds, holders));
            await unused.ConfigureAwait(false);
        }
    }

    /// <summary>How plugin code ended that nobody waited for any more does not matter, only that it did.</summary>
    private static async Task EndedAsync(Task stillRunning) =>
        await stillRunning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task StopAsync(PluginRecord plugin, Generation generation)
    {
        if (generation.Code is not { } code)
        {
            return;
        }

        await TryAsync("an event it offers", () =>
        {
            DetachEvents(generation);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await TryAsync("a callback of PluginContext.Retired", () => code.Context.RetireAsync()).ConfigureAwait(false);
        if (code.Part is { } part)
        {
            using CancellationTokenSource limit = new(flow.Options.StopLimit, _time);
            CancellationToken token = limit.Token;
            await TryAsync("the stop of a hosted service", async () =>
                Record("the stop of a hosted service", await part.StopAsync(token).ConfigureAwait(false))).ConfigureAwait(false);
        }

        if (code.Lifecycle is { } lifecycle)
        {
            using CancellationTokenSource limit = new(flow.Options.StopLimit, _time);
            CancellationToken token = limit.Token;
            await TryAsync("StopAsync", async () => await lifecycle.StopAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
        }

        Belongings belongings = code.Context.Belongings;
        await TryAsync("work in the background", async () =>
            Record("work in the background", await belongings.WorkEndedAsync().ConfigureAwait(false))).ConfigureAwait(false);
        await TryAsync("Dispose of its services", async () =>
        {
            if (code.Part is not null)
            {
                await code.Part.DisposeAsync().ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        await TryAsync("Dispose", async () =>
            Record("Dispose", await code.Instances.DisposeAsync(CancellationToken.None).ConfigureAwait(false))).ConfigureAwait(false);
        await TryAsync("Dispose of what it handed over", async () =>
            Record("Dispose of what it handed over", await belongings.DisposeAsync().ConfigureAwait(false))).ConfigureAwait(false);

        await TryAsync("the sweep after it", () =>
        {
            if (code.LoadContext.IsCollectible)
            {
                _sweep.Run(plugin.Id, generation.Number, new SweptGeneration(code.LoadContext, flow.Options.Services));
            }

            return Task.CompletedTask;
        }).ConfigureAwait(false);

        void Record(string where, IEnumerable<Exception> errors)
        {
            foreach (Exception e in errors)
            {
                flow.Faults.Record(plugin, generation.Number, where, e);
            }
        }

        async Task TryAsync(string what, Func<Task> step)
        {
            try
            {
                // On the pool and under a limit: plugin code may block or never end, and must not take the flow with it.
                await Task.Run(step).WaitAsync(flow.Options.StopLimit, _time).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                flow.Faults.Record(plugin, generation.Number, what, e);
            }
        }
    }

    private void DetachEvents(Generation generation)
    {
        foreach (Handle handle in flow.Handles.Live(generation.Slot))
        {
            if (generation.TryTarget(handle.Key, out BoundTarget? target))
            {
                handle.DetachEvents(target);
            }
        }
    }

    /// <summary>A log sink that throws loses its line, never the unload.</summary>
    private void Say(PluginRecord plugin, Generation generation, Action line)
    {
        try
        {
            line();
        }
        catch (Exception e)
        {
            Faulted(plugin, generation, $"A log line about generation {generation.Number} could not be written: {e.Message}");
        }
    }

    private void Faulted(PluginRecord plugin, Generation generation, string message) => flow.Events.Publish(
        PluginEventKind.Faulted, plugin.Id, message, e => e with { Generation = generation.Number, Version = generation.Version });

    // Not inlined: no caller's frame may keep the load context in a register or stack slot.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private RetiredGeneration Unload(PluginRecord plugin, Generation generation, long start)
    {
        if (generation.Code is not { } code)
        {
            return new RetiredGeneration(plugin, generation, null, start);
        }

        WeakReference remains = new(code.LoadContext, trackResurrection: true);
        bool collectible = code.LoadContext.IsCollectible;
        long bytes = LoadedBytes(code.LoadContext);
        generation.Detach();
        if (collectible)
        {
            code.LoadContext.Unload();
        }

        return new RetiredGeneration(plugin, generation, remains, start) { IsCollectible = collectible, LoadedBytes = bytes };
    }

    // Of the staged copy; what was made in memory has no file.
    private static long LoadedBytes(AssemblyLoadContext context) => context.Assemblies
        .Where(a => !a.IsDynamic && a.Location.Length > 0)
        .Sum(a => new FileInfo(a.Location) is { Exists: true } file ? file.Length : 0);
}
