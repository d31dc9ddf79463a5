using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>Brings a plugin host from one set of versions and settings to another, in one transaction. One thread at a time.</summary>
internal sealed class Activation(PluginHost host)
{
    private readonly Dictionary<string, ReleasePlugin> _running = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that differs goes live by one write, or nothing does. Null where nothing differs.</summary>
    /// <param name="target">The set.</param>
    /// <param name="permit">Waited for before any code of the set runs; its failure is that of the move.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SwapResult?> MoveAsync(Release target, Task permit, CancellationToken cancellationToken)
    {
        PluginChange[] changes = [.. Changes(target).Select(c => c with { Permit = permit })];
        if (changes.Length == 0)
        {
            await permit.ConfigureAwait(false);
            return null;
        }

        SwapResult result = await host.ApplyAsync(changes, cancellationToken).ConfigureAwait(false);
        if (result.Succeeded)
        {
            _running.Clear();
            foreach (ReleasePlugin plugin in target.Plugins)
            {
                _running[plugin.PluginId] = plugin;
            }
        }

        return result;
    }

    /// <summary>Where there is nothing else to go back to: what is fit of a set serves, each plugin for itself. Gives what is not.</summary>
    public async Task<IReadOnlyList<Reason>> MoveEachAsync(Release target, CancellationToken cancellationToken)
    {
        List<Reason> reasons = [];
        foreach (ReleasePlugin plugin in target.Plugins)
        {
            SwapResult result = await host.ApplyAsync([Load(plugin)], cancellationToken).ConfigureAwait(false);
            reasons.AddRange(result.Reasons);
            if (result.Succeeded)
            {
                _running[plugin.PluginId] = plugin;
            }
        }

        return reasons;
    }

    private IEnumerable<PluginChange> Changes(Release target)
    {
        foreach (ReleasePlugin plugin in target.Plugins)
        {
            if (!_running.TryGetValue(plugin.PluginId, out ReleasePlugin? running) || !running.IsSameAs(plugin))
            {
                yield return Load(plugin);
            }
        }

        foreach (string gone in _running.Keys.Where(id => !target.Plugins.Any(p => p.PluginId.Equals(id, StringComparison.OrdinalIgnoreCase))))
        {
            yield return PluginChange.Remove(gone);
        }
    }

    private static PluginChange Load(ReleasePlugin plugin) =>
        PluginChange.Load(plugin.Version.Folder) with { Configuration = plugin.Settings, PreferWarm = true };
}
