using System.Collections.Immutable;
using System.Threading.Channels;
using HotStart.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Unloading;

/// <summary>
/// Gives every retired generation its verdict by weak reference. Asks for background collections only, at most once
/// per <see cref="PluginHostOptions.UnloadProbeInterval"/> and only while something waits.
/// </summary>
internal sealed class UnloadProof : IAsyncDisposable
{
    // Native memory of retired code counts in no GC budget: with this many waiting, look sooner than the interval says.
    private const int Crowd = 32;

    // With this many waiting, swaps wait too, for a while: memory must not grow with their rate. Callers never do.
    private const int Throng = 160;

    private const int LastLooks = 50;
    private static readonly TimeSpan _lastLook = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan _crowdedLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _restingLook = TimeSpan.FromSeconds(1);

    private readonly PluginFlow _flow;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LeakExplanations _explanations;
    private readonly CollectionRounds _rounds;
    private readonly Channel<RetiredGeneration> _incoming = Channel.CreateUnbounded<RetiredGeneration>(
        new UnboundedChannelOptions { SingleReader = true });

    // The loop's own, and when that has ended, FinishAsync's.
    private readonly List<RetiredGeneration> _pending = [];

    private readonly CancellationTokenSource _ended = new();
    private readonly Task _loop;
    private readonly Lock _roomLock = new();
    private TaskCompletionSource? _room_NeedsLock;
    private int _waiting_NeedsLock;

    public UnloadProof(PluginFlow flow, ILogger logger)
    {
        _flow = flow;
        _time = flow.Options.TimeProvider;
        _logger = logger;
        _explanations = new LeakExplanations(flow, logger);
        _rounds = new CollectionRounds(_time, flow.Options.UnloadProbeInterval, GC.WaitForPendingFinalizers);
        _loop = Task.Run(() => RunAsync(_ended.Token));
    }

    public void Await(RetiredGeneration retired)
    {
        lock (_roomLock)
        {
            _waiting_NeedsLock++;
        }

        _incoming.Writer.TryWrite(retired);
    }

    /// <summary>
    /// Waits while very many generations wait for their verdict, for a second at most: swaps that come faster than
    /// the runtime unloads are slowed down to its pace. What leaked does not count.
    /// </summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Task room;
        lock (_roomLock)
        {
            if (_waiting_NeedsLock < Throng || _flow.Options.UnloadProbeInterval == TimeSpan.Zero)
            {
                return;
            }

            _room_NeedsLock ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room_NeedsLock.Task;
        }

        try
        {
            await room.WaitAsync(_patience, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The runtime has its reasons; a swap is worth more than the memory.
        }
    }

    /// <summary>
    /// The host stops: gives the last generations their verdict too, as far as half a second suffices. What is not proven gone
    /// by then leaves the count of generations without one.
    /// </summary>
    public async Task FinishAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        while (_incoming.Reader.TryRead(out RetiredGeneration? last))
        {
            _pending.Add(last);
        }

        for (int look = 0; look < LastLooks && _flow.Options.UnloadProbeInterval > TimeSpan.Zero && IsAnyWaiting(); look++)
        {
            AskForCollection(_pending);

            // The real clock: nobody turns the host's any more.
            await Task.Delay(_lastLook, TimeProvider.System).ConfigureAwait(false);
            Judge(_pending);
        }

        foreach (RetiredGeneration retired in _pending)
        {
            HotStartMetrics.Forgotten(retired.Generation.State);
        }

        bool IsAnyWaiting() => _pending.Exists(r => r.Generation.State == GenerationState.Unloading);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        List<RetiredGeneration> pending = _pending;
        try
        {
            while (true)
            {
                if (pending.Count == 0)
                {
                    pending.Add(await _incoming.Reader.ReadAsync(cancellationToken).ConfigureAwait(false));
                    _rounds.Restart();
                    pending[0].RoundsBefore = _rounds.Completed;
                }

                while (_incoming.Reader.TryRead(out RetiredGeneration? more))
                {
                    // The round under way may have begun before it was retired.
                    more.RoundsBefore = _rounds.Completed + 1;
                    pending.Add(more);
                }

                AskForCollection(pending);
                await Task.Delay(Interval(pending), _time, cancellationToken).ConfigureAwait(false);
                _rounds.Look();
                Judge(pending);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host has stopped; nobody asks for verdicts any more.
        }
    }

    private void AskForCollection(List<RetiredGeneration> pending)
    {
        // A leaked one is looked at again whenever the process collects anyway, but never asked for.
        if (_flow.Options.UnloadProbeInterval > TimeSpan.Zero
            && pending.Exists(r => r.Generation.State == GenerationState.Unloading && !r.IsGone))
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: false, compacting: false);
        }
    }

    private TimeSpan Interval(List<RetiredGeneration> pending)
    {
        TimeSpan usual = _flow.Options.UnloadProbeInterval > TimeSpan.Zero ? _flow.Options.UnloadProbeInterval : _restingLook;
        int waiting = pending.Count(r => r.Generation.State == GenerationState.Unloading);
        return waiting >= Crowd && usual > _crowdedLook ? _crowdedLook : usual;
    }

    private void Judge(List<RetiredGeneration> pending)
    {
        for (int i = pending.Count - 1; i >= 0; i--)
        {
            RetiredGeneration retired = pending[i];
            try
            {
                if (Judge(retired))
                {
                    pending.RemoveAt(i);
                }
            }
            catch (Exception e)
            {
                // A log sink that throws must not end the proof of all others.
                Tell(PluginEventKind.Faulted, retired, $"The verdict on generation {retired.Generation.Number} could not be written down: {e.Message}", _time.GetElapsedTime(retired.RetiredAt));
            }
        }
    }

    /// <summary>Whether nothing more is going to be said about it.</summary>
    private bool Judge(RetiredGeneration retired)
    {
        if (retired.Generation.State == GenerationState.Unloaded)
        {
            return true; // said already, though the saying failed
        }

        if (retired.IsGone)
        {
            Unloaded(retired);
            return true;
        }

        if (!retired.IsCollectible)
        {
            if (retired.Generation.State != GenerationState.Leaked)
            {
                Leaked(retired, "it was loaded to stay (PluginHostOptions.Collectible is false)");
            }

            return true;
        }

        int survived = _rounds.Completed - retired.RoundsBefore;
        if (survived >= _flow.Options.LeakedAfterCollections && retired.Generation.State == GenerationState.Unloading)
        {
            Leaked(retired, _rounds.AreFinalizersStuck
                ? $"a finalizer hangs: the process's finalizers have not come to their end for {_rounds.FinalizersStuckFor.TotalSeconds:0} s, and nothing can be unloaded before"
                : $"no lease is left, yet a reference (a static event, a timer, a thread, a cache) keeps it in memory after {survived} collections");
        }

        return false;
    }

    private void HasVerdict()
    {
        lock (_roomLock)
        {
            if (--_waiting_NeedsLock < Throng)
            {
                _room_NeedsLock?.TrySetResult();
                _room_NeedsLock = null;
            }
        }
    }

    private void Unloaded(RetiredGeneration retired)
    {
        TimeSpan took = _time.GetElapsedTime(retired.RetiredAt);
        if (retired.Generation.State != GenerationState.Leaked)
        {
            HasVerdict();
        }

        retired.Generation.MoveTo(GenerationState.Unloaded);
        retired.Plugin.Remove(retired.Generation, unloaded: true);
        _flow.Staging.Release(retired.Generation.Staged);
        HotStartMetrics.Unloaded(took);
        FlowLog.Unloaded(_logger, retired.Plugin.Id, retired.Generation.Number, took.TotalSeconds);
        Tell(PluginEventKind.Unloaded, retired, $"Generation {retired.Generation.Number} was unloaded; proven {took.TotalSeconds:0.00} s after its retirement.", took);
    }

    private void Leaked(RetiredGeneration retired, string why)
    {
        TimeSpan took = _time.GetElapsedTime(retired.RetiredAt);
        HasVerdict();
        retired.Generation.LeakedBytes = retired.IsCollectible ? retired.LoadedBytes : null;
        retired.Generation.LeakReason = why;
        retired.Generation.MoveTo(GenerationState.Leaked);
        if (_flow.Options.ExplainLeak is { } explainer && retired.IsCollectible)
        {
            // Told when the explainer has answered; the verdict itself stands already, and others do not wait for it.
            _flow.InBackground(async () => TellLeaked(retired, await _explanations.OfAsync(retired.Generation, why, explainer).ConfigureAwait(false), took));
            return;
        }

        TellLeaked(retired, why, took);
    }

    private void TellLeaked(RetiredGeneration retired, string why, TimeSpan took)
    {
        if (retired.Generation.State != GenerationState.Leaked)
        {
            return; // gone while it was being asked about, and told so
        }

        retired.Generation.LeakReason = why;
        FlowLog.Leaked(_logger, retired.Plugin.Id, retired.Generation.Number, why);
        Tell(PluginEventKind.Leaked, retired, $"Generation {retired.Generation.Number} leaked: {why}.", took);
    }

    private void Tell(PluginEventKind kind, RetiredGeneration retired, string message, TimeSpan took) =>
        _flow.Events.Publish(kind, retired.Plugin.Id, message, e => e with
        {
            Generation = retired.Generation.Number,
            Version = retired.Generation.Version,
            Duration = took,
        });
}
