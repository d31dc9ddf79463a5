using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using HotStart.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// Says which artifacts changed and are whole now. It never loads code, and it never goes deaf: events are only hints,
/// a poll beside them finds what they miss, and no failure ends its loop.
/// </summary>
/// <remarks>
/// What is there when it is constructed counts as known. So construct it first, then do the first load, then
/// <see cref="Start"/> it: what changes in between is found. One loop owns all state; the public methods only leave
/// hints and may be called by any thread.
/// </remarks>
internal sealed class ArrivalWatch : IAsyncDisposable
{
    private static readonly TimeSpan _afterFailure = TimeSpan.FromMilliseconds(250);

    private readonly ArrivalScope _scope;
    private readonly ArrivalSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HintQueue _hints = new();
    private readonly Channel<ArrivalBatch> _batches = Channel.CreateUnbounded<ArrivalBatch>(new() { SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly UnitMap _units;
    private readonly SettleTracker _tracker;
    private readonly FolderEvents _events;
    private readonly BeyondEvents _beyondEvents;
    private readonly ITimer _timer;
    private Task _loop = Task.CompletedTask;
    private readonly HashSet<ArtifactUnit> _torn = [];
    private long _lastPoll;
    private long _lastArmedAnew;
    private bool _watchersAreSuspect;
    private bool _lookAtEverything = true;
    private bool _isFirstLook = true;

    public ArrivalWatch(ArrivalScope scope, ArrivalSettings settings, TimeProvider time, ILogger logger)
    {
        _scope = scope;
        _settings = settings;
        _time = time;
        _logger = logger;
        _units = new UnitMap(scope);
        _tracker = new SettleTracker(scope, settings, _units, time, logger);
        _events = new FolderEvents(scope.Folder, below: scope.Kind is not (ArrivalScopeKind.Dll or ArrivalScopeKind.Source), _hints, logger);
        _beyondEvents = new BeyondEvents(_hints, logger);
        _timer = time.CreateTimer(_ => _hints.Add(new(HintKind.Tick)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (!settings.ReportExisting)
        {
            TakeExistingAsKnown();
        }
    }

    /// <summary>Begins to watch. Call once. A missing folder is waited for.</summary>
    public void Start()
    {
        if (_settings.UseEvents)
        {
            _events.Arm(anew: false);
        }

        if (!Directory.Exists(_scope.Folder))
        {
            ArrivalLog.FolderMissing(_logger, _scope.Folder);
        }

        _hints.Add(new(HintKind.Everything));
        _loop = Task.Run(RunAsync);
    }

    /// <summary>The batches, in their order, until it is disposed. For one reader.</summary>
    public async IAsyncEnumerable<ArrivalBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ArrivalBatch batch in _batches.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    /// <summary>The artifact was found torn while it was copied: it will be reported again once it has settled.</summary>
    /// <param name="artifactPath">As it was reported, or any file of it.</param>
    public void LookAgain(string artifactPath) => Tell(new(HintKind.LookAgain, artifactPath));

    /// <summary>Makes changes of what lies outside of an artifact's folder changes of it.</summary>
    /// <param name="artifactPath">As it was reported, or any file of it.</param>
    /// <param name="beyond">What belongs to it from now on.</param>
    public void WatchBeyond(string artifactPath, Beyond beyond) => Tell(new(HintKind.Artifact, artifactPath, Beyond: beyond));

    /// <summary>Looks at all artifacts now, whatever the events said.</summary>
    public void LookAtEverything() => Tell(new(HintKind.Everything));

    /// <summary>Takes a hint from elsewhere.</summary>
    public void Tell(Hint hint) => _hints.Add(hint);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        _events.Dispose();
        _beyondEvents.Dispose();
        _batches.Writer.TryComplete();
        _stop.Dispose();
    }

    private void TakeExistingAsKnown()
    {
        try
        {
            foreach (ArtifactUnit unit in _units.FindAll())
            {
                _tracker.TakeAsKnown(unit);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder cannot be listed: what is in it will be reported once it can.
            ArrivalLog.LookFailed(_logger, _scope.Folder, e);
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            try
            {
                await _hints.WaitAsync(_stop.Token).ConfigureAwait(false);
                Turn();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was: going on is the promise. All is looked at anew, since hints may be lost.
                _lookAtEverything = true;
                _timer.Change(_afterFailure, Timeout.InfiniteTimeSpan);
                SayLookFailed(e);
            }
        }
    }

    private void SayLookFailed(Exception failure)
    {
        try
        {
            ArrivalLog.LookFailed(_logger, _scope.Folder, failure);
        }
        catch (Exception)
        {
            // The log itself fails: there is nobody left to tell, and the loop must not end by it.
        }
    }

    private void Turn()
    {
        HashSet<ArtifactUnit> hinted = [];
        while (_hints.TryTake(out Hint hint))
        {
            Take(hint, hinted);
        }

        ReplaceSuspectWatchers();

        foreach (ArtifactUnit unit in hinted.Except(_torn))
        {
            _tracker.LookSoon(unit);
        }

        bool isPoll = _lookAtEverything || _time.GetElapsedTime(_lastPoll) >= _settings.PollInterval;
        if (isPoll)
        {
            _lastPoll = _time.GetTimestamp();
            ArmEvents(anew: false);
            LookAtAll(hinted);
        }

        // Only now: had a look thrown, all of it would be due again.
        _lookAtEverything = false;
        foreach (ArtifactUnit unit in _torn)
        {
            _tracker.SettleAgain(unit);
        }

        _torn.Clear();

        _tracker.LookAtDue();
        ImmutableArray<Arrival> arrivals = _tracker.Take();
        if (!arrivals.IsEmpty)
        {
            _batches.Writer.TryWrite(new(_scope.Folder, arrivals) { Evidence = _tracker.Evidence });
        }

        SetTimer();
    }

    private void LookAtAll(HashSet<ArtifactUnit> hinted)
    {
        foreach (ArtifactUnit unit in _units.FindAll())
        {
            bool wasQuiet = unit.State == UnitState.Quiet;
            if (hinted.Add(unit) && !_torn.Contains(unit))
            {
                _tracker.LookSoon(unit);

                // No event told of it: either it is just about to, or nobody listens any more.
                _watchersAreSuspect |= _settings.UseEvents && wasQuiet && unit.State != UnitState.Quiet && !_isFirstLook;
            }
        }

        _isFirstLook = false;
    }

    private void Take(Hint hint, HashSet<ArtifactUnit> hinted)
    {
        switch (hint.Kind)
        {
            case HintKind.Path:
                _lookAtEverything |= hint.Path is null || !_units.Find(hint.Path, hinted);
                break;
            case HintKind.Removed:
                _lookAtEverything |= hint.Path is null || !_units.Find(hint.Path, hinted);
                _watchersAreSuspect |= hint.Path is null || UnitMap.CanBeFolder(hint.Path);
                break;
            case HintKind.Folder or HintKind.Everything:
                _lookAtEverything = true;
                break;
            case HintKind.LookAgain:
                _units.FindReported(hint.Path!, _torn);
                break;
            case HintKind.Artifact:
                HashSet<ArtifactUnit> concerned = [];
                _units.FindReported(hint.Path!, concerned);
                hinted.UnionWith(concerned);
                foreach (ArtifactUnit unit in concerned)
                {
                    if (hint.Beyond is { } beyond && unit.Take(beyond) && _settings.UseEvents)
                    {
                        _beyondEvents.Watch(unit.ArtifactPath, beyond);
                    }
                }

                break;
            case HintKind.WatcherFailed:
                ArrivalLog.WatcherFailed(_logger, hint.Path!, hint.Error!);
                _watchersAreSuspect = true;
                break;
        }
    }

    // Ones that fail again at once (no watches left on this machine) are replaced at a bounded pace.
    private void ReplaceSuspectWatchers()
    {
        if (_watchersAreSuspect && (_lastArmedAnew == 0 || _time.GetElapsedTime(_lastArmedAnew) >= _afterFailure))
        {
            _watchersAreSuspect = false;
            _lastArmedAnew = _time.GetTimestamp();
            _lookAtEverything = true;
            ArmEvents(anew: true);
            _beyondEvents.ArmAnew();
        }
    }

    private void ArmEvents(bool anew)
    {
        if (_settings.UseEvents && _events.Arm(anew))
        {
            ArrivalLog.Watching(_logger, _scope.Folder);
        }
    }

    private void SetTimer()
    {
        long now = _time.GetTimestamp();
        TimeSpan wait = _settings.PollInterval - _time.GetElapsedTime(_lastPoll, now);
        if (_watchersAreSuspect && _settings.UseEvents)
        {
            wait = wait < _afterFailure ? wait : _afterFailure;
        }

        if (_tracker.NextDue() is { } due && _time.GetElapsedTime(now, due) is var sooner && sooner < wait)
        {
            wait = sooner;
        }

        // Timers of the runtime tick with a clock of up to 4 ms and fire late: rounded down. The least keeps a wait of
        // microseconds from spinning.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Floor(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
