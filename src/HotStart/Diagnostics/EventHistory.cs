using System.Collections.Immutable;

namespace HotStart.Diagnostics;

/// <summary>The last events of each plugin. Not safe for use by several threads: whoever owns it holds a lock.</summary>
internal sealed class EventHistory
{
    private const int OfOnePlugin = 64;

    // Names of artifacts whose id cannot be read come from the disk; their number has no other bound.
    private const int Plugins = 1024;

    private readonly Dictionary<string, Queue<PluginEvent>> _byPlugin = new(StringComparer.OrdinalIgnoreCase);

    public void Add(PluginEvent e)
    {
        if (!_byPlugin.TryGetValue(e.PluginId, out Queue<PluginEvent>? events))
        {
            if (_byPlugin.Count == Plugins)
            {
                _byPlugin.Remove(_byPlugin.MinBy(p => p.Value.Last().Sequence).Key);
            }

            _byPlugin.Add(e.PluginId, events = new Queue<PluginEvent>());
        }
        else if (events.Count == OfOnePlugin)
        {
            events.Dequeue();
        }

        events.Enqueue(e);
    }

    /// <summary>All of them in their order.</summary>
    public ImmutableArray<PluginEvent> All() => [.. _byPlugin.Values.SelectMany(e => e).OrderBy(e => e.Sequence)];
}
