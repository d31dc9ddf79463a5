using System.Diagnostics;
using HotStart.Flow;
using HotStart.Flow.Generations;

namespace HotStart;

/// <summary>
/// One consistent live set for several calls: whatever is swapped meanwhile, calls through it run the generations that
/// were active when it was made. It keeps them from being drained, so dispose it soon. Safe for use by several threads.
/// </summary>
[DebuggerDisplay("live set {Number}")]
public sealed class PinnedSet : IDisposable
{
    private readonly PluginFlow _flow;
    private readonly LiveSet _live;
    private readonly LiveCell _cell;
    private int _disposed;

    internal PinnedSet(PluginFlow flow)
    {
        _flow = flow;
        _live = flow.Publisher.Pin();
        _cell = new LiveCell(_live);
    }

    /// <summary>The number of the live set.</summary>
    public long Number => _live.Number;

    /// <summary>A plugin as it is in this set.</summary>
    /// <param name="pluginId">Its id; case does not matter.</param>
    /// <exception cref="PluginNotFoundException">No such plugin is in this set.</exception>
    /// <exception cref="ObjectDisposedException">The set was disposed.</exception>
    public PinnedPlugin this[string pluginId]
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            return _flow.Plugins.Find(pluginId) is { } record && _live[record.Slot] is { } generation
                ? new PinnedPlugin(_flow.Handles, _cell, generation)
                : throw new PluginNotFoundException(
                    pluginId,
                    $"There is no plugin '{pluginId}' in live set {Number}. In it are: {string.Join(", ", _live.Generations.Select(g => g.PluginId).DefaultIfEmpty("none"))}.");
        }
    }

    /// <summary>Lets the live set go. Handles taken from it fail with a clear error from now on.</summary>
    /// <remarks>
    /// Where a plugin's event throws when a handler is removed, that exception is thrown here, several as an
    /// <see cref="AggregateException"/>; the live set was let go all the same.
    /// </remarks>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // The cell first: a call that finds it empty does not begin; one that did not is seen by the drain.
            _cell.Set = null;
            try
            {
                _flow.Handles.Forget(_cell);
            }
            finally
            {
                Publisher.Unpin(_live);
            }
        }
    }
}
