using HotStart.Flow.Generations;

namespace HotStart.Flow;

/// <summary>Waits until a plugin that had too many generations in use may have another.</summary>
internal static class Room
{
    /// <summary>Completes when the next generation that is not the active one is out of use; at once where there is none.</summary>
    public static Task WhenNextIsUnusedAsync(PluginRecord plugin, CancellationToken cancellationToken)
    {
        Generation? active = plugin.Active;

        // Candidates too: one that hangs in its start holds its place until it ends.
        Task[] inUse = [.. plugin.Generations().Where(g => g != active && g.IsInUse).Select(g => g.Unused)];
        return inUse.Length == 0 ? Task.CompletedTask : Task.WhenAny(inUse).WaitAsync(cancellationToken);
    }
}
