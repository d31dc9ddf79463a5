using System.Collections.Concurrent;
using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>Reads what happens to the plugins of a host: verdicts go into the history, faults to whoever proves a release.</summary>
internal sealed class HostEvents
{
    private readonly StoreCore _core;
    private readonly PluginHost _plugins;
    private readonly HostRecords _records;
    private readonly StoreSignal _signal;
    private readonly ConcurrentQueue<PluginEvent> _faults = new();

    public HostEvents(StoreCore core, PluginHost plugins, HostRecords records, StoreSignal signal)
    {
        _core = core;
        _plugins = plugins;
        _records = records;
        _signal = signal;

        // Here and not on the pool: whatever happens after this returns is seen.
        Ended = ReadAsync();
    }

    /// <summary>Completes when the plugin host has ended and all is read.</summary>
    public Task Ended { get; }

    /// <summary>The first fault of code that is active in this release, or null. What a retired generation did wrong is none of its.</summary>
    public Reason? TakeFault(Release release)
    {
        while (_faults.TryDequeue(out PluginEvent? fault))
        {
            PluginStatus? status = _plugins.Status.Plugins.FirstOrDefault(p => p.Id == fault.PluginId);
            if (status is not null && status.ActiveGeneration == fault.Generation && release.Find(fault.PluginId) is not null)
            {
                return new Reason(StoreReasons.Faulted, $"'{fault.PluginId}' {fault.Version} failed outside a call before release '{release.Name}' was proven: {fault.Message}");
            }
        }

        return null;
    }

    private async Task ReadAsync()
    {
        await foreach (PluginEvent happened in _plugins.WatchAsync().ConfigureAwait(false))
        {
            switch (happened.Kind)
            {
                case PluginEventKind.Faulted:
                    _faults.Enqueue(happened);
                    _signal.Hint();
                    break;
                case PluginEventKind.Unloaded or PluginEventKind.Lingering or PluginEventKind.Leaked:
                    _records.Note(_core.Record(HistoryKind.Unloaded, "retire", happened.Kind.ToString().ToLowerInvariant(), happened.Message) with
                    {
                        At = happened.At,
                        PluginId = happened.PluginId,
                        OldVersion = happened.Version,
                        Generation = happened.Generation,
                        Duration = happened.Duration,
                    });
                    break;
                default:
                    break;
            }
        }
    }
}
