namespace HotStart.Testing;

/// <summary>A swap as a host makes it, from one version of a plugin to the next. Bound to no test framework.</summary>
public static class SwapTest
{
    /// <summary>
    /// Loads the last version, uses it, swaps to the next one, uses that, and completes once the last version is proven
    /// to have left memory.
    /// </summary>
    /// <param name="last">The artifact of the version that is live: a DLL, a project, or a folder that holds one.</param>
    /// <param name="next">The artifact of the version that replaces it. Both are the same plugin.</param>
    /// <param name="use">
    /// Runs twice, with the last version live and with the next. It must keep nothing of the plugin's own types; handles
    /// (delegates, contracts, variables) may be kept.
    /// </param>
    /// <param name="options">Settings of the host, or <see langword="null"/> for quick proof and no watching.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CandidateRejectedException">One of the versions was refused; all reasons are told.</exception>
    /// <exception cref="UnloadAssertionException">Something keeps the last version in memory.</exception>
    /// <exception cref="ArgumentException">The two are different plugins, or have the same content.</exception>
    public static async Task RunAsync(
        string last,
        string next,
        Func<Plugin, Task> use,
        PluginHostOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(last);
        ArgumentException.ThrowIfNullOrEmpty(next);
        ArgumentNullException.ThrowIfNull(use);
        using TempFolder empty = new("swap test");
        PluginHost host = await PluginHost.StartAsync(empty.Path, options ?? Quick(), cancellationToken).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            EventLog<PluginEvent> events = new();
            Task collecting = events.CollectAsync(host.WatchAsync(cancellationToken), cancellationToken);
            PluginSwap from = await ApplyAsync(host, last, cancellationToken).ConfigureAwait(false);
            await use(host[from.PluginId]).ConfigureAwait(false);
            PluginSwap to = await ApplyAsync(host, next, cancellationToken).ConfigureAwait(false);
            RequireSwap(last, next, from, to);
            await use(host[to.PluginId]).ConfigureAwait(false);

            PluginEvent verdict = await events.NextAsync(
                e => e.Generation == from.ToGeneration
                    && e.Kind is PluginEventKind.Unloaded or PluginEventKind.Leaked or PluginEventKind.Lingering,
                cancellationToken).ConfigureAwait(false);
            if (verdict.Kind != PluginEventKind.Unloaded)
            {
                throw new UnloadAssertionException($"The last version of '{from.PluginId}' ({last}) did not leave: {verdict.Message}");
            }

            await host.DisposeAsync().ConfigureAwait(false);
            await collecting.ConfigureAwait(false);
        }
    }

    private static PluginHostOptions Quick() => new() { Watch = false, UnloadProbeInterval = TimeSpan.FromMilliseconds(50) };

    private static async Task<PluginSwap> ApplyAsync(PluginHost host, string path, CancellationToken cancellationToken)
    {
        SwapResult result = await host.ApplyAsync([PluginChange.Load(path)], cancellationToken).ConfigureAwait(false);
        return result.Succeeded ? result.Plugins[0] : throw new CandidateRejectedException(path, [.. result.Reasons]);
    }

    private static void RequireSwap(string last, string next, PluginSwap from, PluginSwap to)
    {
        if (!string.Equals(from.PluginId, to.PluginId, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"'{last}' is the plugin '{from.PluginId}' and '{next}' is '{to.PluginId}': a swap needs two versions of one plugin.", nameof(next));
        }

        if (to.Outcome == SwapOutcome.Unchanged)
        {
            throw new ArgumentException(
                $"'{last}' and '{next}' have the same content, so there was nothing to swap: give one of them another version.", nameof(next));
        }
    }
}
