using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace HotStart.Diagnostics;

/// <summary>
/// Hands events to whoever watches, in order. A watcher that is too slow loses the oldest ones and sees a gap in
/// <see cref="PluginEvent.Sequence"/>; it never holds up the flow. Safe for use by several threads.
/// </summary>
internal sealed class EventStream(TimeProvider time)
{
    private const int Backlog = 4096;

    private readonly Lock _lock = new();
    private ImmutableArray<Channel<PluginEvent>> _watchers_NeedsLock = [];
    private readonly EventHistory _history_NeedsLock = new();
    private long _sequence_NeedsLock;
    private bool _ended_NeedsLock;

    public void Publish(PluginEventKind kind, string pluginId, string message, Func<PluginEvent, PluginEvent>? more = null)
    {
        lock (_lock)
        {
            _sequence_NeedsLock++;
            PluginEvent e = Make_NeedsLock(kind, pluginId, message);
            e = more?.Invoke(e) ?? e;
            _history_NeedsLock.Add(e);
            foreach (Channel<PluginEvent> watcher in _watchers_NeedsLock)
            {
                watcher.Writer.TryWrite(e);
            }
        }
    }

    /// <summary>What happened lately, the oldest first.</summary>
    public ImmutableArray<PluginEvent> Recent()
    {
        lock (_lock)
        {
            return _history_NeedsLock.All();
        }
    }

    /// <summary>The current state first, then everything that happens after it.</summary>
    public async IAsyncEnumerable<PluginEvent> WatchAsync(
        Func<IEnumerable<PluginStatus>> state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<PluginEvent> channel = Channel.CreateBounded<PluginEvent>(
            new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        List<PluginEvent> current = [];
        lock (_lock)
        {
            foreach (PluginStatus plugin in state())
            {
                current.Add(Make_NeedsLock(PluginEventKind.State, plugin.Id, Describe(plugin)) with
                {
                    Generation = plugin.ActiveGeneration,
                    Version = plugin.Version,
                    Artifact = plugin.Artifact,
                    Reasons = plugin.LastRefusal,
                });
            }

            if (_ended_NeedsLock)
            {
                channel.Writer.Complete();
            }
            else
            {
                _watchers_NeedsLock = _watchers_NeedsLock.Add(channel);
            }
        }

        try
        {
            foreach (PluginEvent e in current)
            {
                yield return e;
            }

            await foreach (PluginEvent e in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return e;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers_NeedsLock = _watchers_NeedsLock.Remove(channel);
            }
        }
    }

    /// <summary>Ends every watcher's stream once it has read what is there.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended_NeedsLock = true;
            foreach (Channel<PluginEvent> watcher in _watchers_NeedsLock)
            {
                watcher.Writer.TryComplete();
            }
        }
    }

    private static string Describe(PluginStatus plugin) => plugin.ActiveGeneration is { } number
        ? $"{plugin.Id} runs generation {number} ({plugin.Version})"
        : $"{plugin.Id} has no active generation";

    private PluginEvent Make_NeedsLock(PluginEventKind kind, string pluginId, string message) => new()
    {
        Sequence = _sequence_NeedsLock,
        At = time.GetUtcNow(),
        Kind = kind,
        PluginId = pluginId,
        Message = message,
    };
}
