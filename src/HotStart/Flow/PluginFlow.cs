using System.Collections.Immutable;
using HotStart.Diagnostics;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;
using HotStart.Flow.Generations;
using HotStart.Flow.Unloading;
using HotStart.Handles;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow;

/// <summary>
/// The whole life of a change, from top to bottom: stage → check → load and start → publish → retire. Everything
/// before the publish may fail and leaves what is active untouched.
/// </summary>
internal sealed class PluginFlow : IAsyncDisposable
{
    private readonly Turns _turns = new();
    private readonly BackgroundWork _changes = new();
    private readonly BackgroundWork _background = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Staging _staging;
    private readonly Subscriptions _subscriptions;
    private readonly Retirement _retirement;
    private readonly UnloadProof _proof;
    private readonly WarmShelf _warmShelf;
    private readonly Preparation _preparation;
    private readonly Handover _handover;
    private readonly ChangeRecords _records;
    private Intake? _intake;
    private readonly Lazy<Task> _end;

    public PluginFlow(PluginHostOptions options)
    {
        Options = options;
        _end = new Lazy<Task>(EndAsync);
        Stopping = _stopping.Token;
        ILogger logger = options.LoggerFactory.CreateLogger("HotStart");
        SharedAssemblies shared = new(options.SharedAssemblies, options.Collectible ? options.PrivateAssemblies : []);
        HostCell = new LiveCell(LiveSet.NewEmpty());
        Handles = new HandleTable(HostCell);
        Publisher = new Publisher(HostCell, Handles);
        Events = new EventStream(options.TimeProvider);
        Faults = new Faults(this, logger);
        Drain = new Drain(Publisher, options.TimeProvider);
        _proof = new UnloadProof(this, logger);
        _retirement = new Retirement(this, Drain, _proof, logger);
        _warmShelf = new WarmShelf(this);
        Trial trial = new(this, Handles, shared);
        _preparation = new Preparation(options, _warmShelf, new LeakLimit(options, logger), _proof, trial);
        _subscriptions = new Subscriptions(this, trial);
        _staging = new Staging(this, shared, logger);
        _handover = new Handover(this, _warmShelf, _staging);
        _records = new ChangeRecords(this, logger);
    }

    public PluginHostOptions Options { get; }

    public LiveCell HostCell { get; }

    public HandleTable Handles { get; }

    public Publisher Publisher { get; }

    public PluginTable Plugins { get; } = new();

    public EventStream Events { get; }

    public Faults Faults { get; }

    public Drain Drain { get; }

    public Staging Staging => _staging;

    public CancellationToken Stopping { get; }

    /// <summary>Checks the options, all of them at once, and begins an empty flow.</summary>
    public static PluginFlow Begin(PluginHostOptions? options)
    {
        options ??= new PluginHostOptions();
        options.Validate();
        if (options.CatchUnhandledExceptions)
        {
            Faults.CatchUnhandled();
        }

        return new PluginFlow(options.Copy());
    }

    /// <summary>Takes note of what is on disk now. Call before the first load, so that no change after it is missed.</summary>
    public void NoteFiles(ArrivalScope scope) => _intake = Options.Watch ? new Intake(this, scope) : null;

    /// <summary>Watches what lies outside of an artifact's folder for it, where it is watched itself.</summary>
    public void WatchBeyond(string artifactPath, Beyond beyond) => _intake?.WatchBeyond(artifactPath, beyond);

    /// <summary>Begins to watch what was noted.</summary>
    public void StartWatching() => _intake?.Start();

    /// <summary>Runs one transaction to its end and returns its record. Plugins in it go live together or not at all.</summary>
    public Task<SwapResult> ApplyAsync(
        IReadOnlyCollection<PluginChange> changes, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        if (Stopping.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(PluginHost), "The host of these plugins was disposed; nothing can be changed any more.");
        }

        return _changes.Track(RunAsync(changes, origin, cancellationToken));
    }

    private async Task<SwapResult> RunAsync(
        IReadOnlyCollection<PluginChange> changes, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        ChangeRecord record = _records.Begin(changes.Count);
        ImmutableArray<ChangeStep> steps = [.. changes.Select(c => new ChangeStep(c, Options.TimeProvider))];
        _staging.BeginChange();
        try
        {
            _staging.Locate(steps);
            using IDisposable artifacts = await _turns.TakeAsync(Staging.TurnsOf(steps), both.Token).ConfigureAwait(false);
            await ForEachAsync(steps, (s, token) => _staging.StageAsync(s, origin, token), both.Token).ConfigureAwait(false);

            using IDisposable plugins = await _turns.TakeAsync(
                steps.Where(s => s.Plugin is not null).Select(s => $"plugin {s.Plugin!.Id}"), both.Token).ConfigureAwait(false);
            ChangeRules.Apply(steps, origin);
            await Task.WhenAll(changes.Select(c => c.Permit)).WaitAsync(both.Token).ConfigureAwait(false);
            await ForEachAsync(steps, _preparation.RunAsync, both.Token).ConfigureAwait(false);
            both.Token.ThrowIfCancellationRequested();
            ChangeRules.HoldPartners(steps, origin);

            await _subscriptions.AttachAsync(steps, both.Token).ConfigureAwait(false);
            both.Token.ThrowIfCancellationRequested();
            ChangeRules.HoldPartners(steps, origin);

            Options.Extension?.Claim(steps);
            ChangeRules.HoldPartners(steps, origin);

            LiveSet live = Publish(steps);
            _handover.Remember(steps);
            await _subscriptions.AttachLatecomersAsync(steps).ConfigureAwait(false);
            try
            {
                // Before the retirement: a swap is told before what becomes of the generation that it replaced.
                return _records.End(record, steps, live);
            }
            finally
            {
                _handover.Retire(steps);
                if (origin != ChangeOrigin.Arrived)
                {
                    // Its arrival may still be on its way, and is then a change of its own.
                    _staging.ForgetAll(steps.Where(s => s.IsRefused));
                }
            }
        }
        catch (Exception e)
        {
            ChangeRecords.Fail(record, e);
            _handover.Abandon(steps);
            _staging.ForgetAll(steps);
            throw;
        }
        finally
        {
            Options.Extension?.Settle(steps);
            _staging.EndChange(steps);
        }
    }

    /// <summary>The face of a plugin with an active generation.</summary>
    /// <exception cref="PluginNotFoundException">There is none.</exception>
    public Plugin Face(string pluginId)
    {
        if (Plugins.Find(pluginId) is { Active: not null } plugin)
        {
            return new Plugin(this, plugin, null);
        }

        string known = string.Join(", ", Plugins.All().Where(p => p.Active is not null).Select(p => p.Id));
        throw new PluginNotFoundException(
            pluginId,
            $"There is no active plugin '{pluginId}'. {(known.Length == 0 ? "The host has none." : $"Active are: {known}.")}");
    }

    public HostStatus Status() => new(Publisher.Current.Number, [.. Plugins.All().Select(Status)])
    {
        RefusedArtifacts = _records.RefusedArtifacts,
    };

    public PluginStatus Status(PluginRecord plugin) => plugin.Status(Options, Drain.Describe);

    /// <summary>Takes a generation that is not in the live set through drain, stop and unload in the background.</summary>
    public void Retire(PluginRecord plugin, Generation generation, Task stillRunning) =>
        _background.Begin(() => _retirement.RunAsync(plugin, generation, stillRunning));

    public void InBackground(Func<Task> work) => _background.Begin(work);

    /// <summary>Ends the flow. Whoever calls it again waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_end.Value);

    private async Task EndAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_intake is not null)
        {
            await _intake.DisposeAsync().ConfigureAwait(false);
        }

        await _changes.WhenAllDone().ConfigureAwait(false);
        _staging.EndBuilding();
        foreach (Generation generation in Publisher.Close())
        {
            generation.MoveTo(GenerationState.Draining);
            PluginRecord plugin = Plugins.Find(generation.PluginId)!;
            plugin.Deactivated(Options.KeepStaged);
            Retire(plugin, generation, Task.CompletedTask);
        }

        _warmShelf.Clear();
        try
        {
            // Nothing is forced: what still runs when the limit is over is left running, and its files are left too.
            await _background.WhenAllDone().WaitAsync(Options.DrainLimit + Options.StopLimit, Options.TimeProvider).ConfigureAwait(false);
            _staging.DeleteAll();
        }
        catch (TimeoutException)
        {
            _records.LeftRunning();
        }

        await _proof.FinishAsync().ConfigureAwait(false);
        Events.End();
        await _proof.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static Task ForEachAsync(
        ImmutableArray<ChangeStep> steps, Func<ChangeStep, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        steps.Length == 1
            ? work(steps[0], cancellationToken)
            : Parallel.ForEachAsync(steps, cancellationToken, async (s, token) => await work(s, token).ConfigureAwait(false));

    /// <summary>Everything that is fit goes live by one write.</summary>
    private LiveSet Publish(ImmutableArray<ChangeStep> steps)
    {
        ImmutableArray<ChangeStep> fit = [.. steps.Where(s => s.IsFit)];
        if (fit.IsEmpty)
        {
            return Publisher.Current;
        }

        KeyValuePair<int, Generation?>[] changes = new KeyValuePair<int, Generation?>[fit.Length];
        for (int i = 0; i < fit.Length; i++)
        {
            fit[i].Next?.MoveTo(GenerationState.Active);
            changes[i] = KeyValuePair.Create(fit[i].Plugin!.Slot, fit[i].Next);
            fit[i].Clock.Skip();
        }

        if (Publisher.Publish(changes) is not { } live)
        {
            foreach (ChangeStep step in fit)
            {
                step.Refuse(ReasonCodes.HostStopped, "The host is stopping; nothing new goes live.");
            }

            return Publisher.Current;
        }

        foreach (ChangeStep step in fit)
        {
            step.Clock.Lap("publish");
            step.Next?.Code?.Part?.Published();
        }

        return live;
    }
}
