using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using HotStart.Diagnostics;
using HotStart.Flow.Candidates;
using HotStart.Flow.Generations;
using HotStart.Handles;

namespace HotStart.Flow.Checks;

/// <summary>
/// The checks that run plugin code: loads a candidate, runs its initializers, binds what live handles use, starts it.
/// Nobody calls it yet, so all of this may fail or hang without harm.
/// </summary>
internal sealed class Trial(PluginFlow flow, HandleTable handles, SharedAssemblies shared)
{
    /// <summary>Makes a candidate ready to be published, or tells why it is refused.</summary>
    /// <param name="generation">Where the code goes. On refusal it is for the caller to retire.</param>
    /// <param name="clock">Receives the times of the stages.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public Task<TrialResult> RunAsync(Generation generation, StageClock clock, CancellationToken cancellationToken) =>
        LimitAsync(generation, clock, token => WorkAsync(generation, clock, token), cancellationToken);

    /// <summary>Binds what live handles use on a generation that was started long ago.</summary>
    public Task<TrialResult> RebindAsync(Generation generation, StageClock clock, CancellationToken cancellationToken) =>
        LimitAsync(generation, clock, _ => Task.FromResult(BindLiveHandles(generation)), cancellationToken);

    /// <summary>Attaches the host's event subscriptions; from then on the host hears the generation.</summary>
    public Task<TrialResult> AttachEventsAsync(Generation generation, StageClock clock, CancellationToken cancellationToken) =>
        LimitAsync(generation, clock, _ => Task.FromResult(AttachEvents(generation)), cancellationToken);

    /// <summary>Whether any live handle of the plugin is a contract with events.</summary>
    public bool HasEvents(int slot) => handles.Live(slot).Any(h => h is EventHandle);

    private async Task<TrialResult> LimitAsync(
        Generation generation,
        StageClock clock,
        Func<CancellationToken, Task<ImmutableArray<Reason>>> step,
        CancellationToken cancellationToken)
    {
        PluginHostOptions options = flow.Options;
        using CancellationTokenSource limit = new(options.StartLimit, options.TimeProvider);
        using CancellationTokenSource both =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

        // Taken here: the pool may begin when the source is disposed already. And on the pool: plugin code that hangs
        // must hang there, not in whoever asked for the change.
        CancellationToken token = both.Token;
        Task<ImmutableArray<Reason>> work = Task.Run(() => ExplainedAsync(generation, clock, step, token), CancellationToken.None);
        try
        {
            await work.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // Plugin code that listens to its token may be ending at this very moment: both outcomes are the same refusal.
            return new TrialResult([limit.IsCancellationRequested ? TimedOut(generation) : Cancelled(generation)], work);
        }

        ImmutableArray<Reason> reasons = await work.ConfigureAwait(false);
        return new TrialResult(
            !reasons.IsEmpty && limit.IsCancellationRequested ? [TimedOut(generation)] : reasons, Task.CompletedTask);
    }

    private static async Task<ImmutableArray<Reason>> ExplainedAsync(
        Generation generation,
        StageClock clock,
        Func<CancellationToken, Task<ImmutableArray<Reason>>> step,
        CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await step(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return [TrialErrors.Explain(e, generation, clock.Laps)];
        }
    }

    private static Reason Cancelled(Generation generation) => new(
        ReasonCodes.StartFailed,
        $"'{generation.PluginId}' was being started when the change was cancelled.",
        generation.Staged.Source);

    private Reason TimedOut(Generation generation) => new(
        ReasonCodes.StartTimedOut,
        $"'{generation.PluginId}' did not finish its initializers and start within {flow.Options.StartLimit.TotalSeconds:0.###} s (StartLimit). Start work that takes longer in the background, ended by PluginContext.Retired, or raise the limit.",
        generation.Staged.Source);

    private async Task<ImmutableArray<Reason>> WorkAsync(
        Generation generation, StageClock clock, CancellationToken cancellationToken)
    {
        Load(generation);
        clock.Lap("load");
        RunInitializers(generation.Code!.Assembly);
        clock.Lap("initialize");
        ImmutableArray<Reason> reasons = BindLiveHandles(generation);
        clock.Lap("bind");
        if (reasons.IsEmpty && generation.Code!.Instances.Lifecycle(generation.Code!.Symbols) is { } lifecycle)
        {
            generation.Code!.Lifecycle = lifecycle;
            await lifecycle.StartAsync(generation.Code!.Context, cancellationToken).ConfigureAwait(false);
            clock.Lap("start");
        }

        if (reasons.IsEmpty && flow.Options.Extension is { } extension)
        {
            reasons = await extension.PrepareAsync(flow, generation, cancellationToken).ConfigureAwait(false);
            clock.Lap("extend");
        }

        return reasons;
    }

    // Not inlined: no caller's frame may keep the load context in a register or stack slot.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Load(Generation generation)
    {
        PluginLoadContext context = new(
            $"{generation.PluginId}/{generation.Number}", generation.Staged, shared, flow.Options.Collectible);
        GenerationContext offered = new(flow, generation);
        generation.Attach(new LoadedCode(context, context.LoadMain(), offered, new PluginInstances(offered)));
        flow.Faults.Track(context, generation);
    }

    private static void RunInitializers(Assembly assembly)
    {
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        foreach (Type type in assembly.GetExportedTypes())
        {
            if (!type.ContainsGenericParameters && type.TypeInitializer is not null)
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
        }
    }

    private ImmutableArray<Reason> AttachEvents(Generation generation)
    {
        foreach (Handle handle in handles.Live(generation.Slot))
        {
            // A latecomer whose symbol is gone says so when it is called.
            if (handle is EventHandle && generation.TryTarget(handle.Key, out BoundTarget? target))
            {
                handle.AttachEvents(target);
            }
        }

        return [];
    }

    private ImmutableArray<Reason> BindLiveHandles(Generation generation)
    {
        ImmutableArray<Reason>.Builder reasons = ImmutableArray.CreateBuilder<Reason>();
        foreach (Handle handle in handles.Live(generation.Slot))
        {
            if (!handle.Key.IsClaim)
            {
                continue;
            }

            try
            {
                generation.Target(handle.Key);
            }
            catch (SymbolNotFoundException e)
            {
                Lost(ReasonCodes.SymbolMissing, e.Message);
            }
            catch (SymbolTypeException e)
            {
                Lost(ReasonCodes.SymbolChanged, e.Message);
            }
        }

        return reasons.ToImmutable();

        void Lost(string code, string message)
        {
            if (!flow.Options.AllowSymbolLoss)
            {
                reasons.Add(new Reason(code, $"A live handle uses a symbol that the candidate does not offer. {message}", generation.Staged.Source));
            }
        }
    }
}
