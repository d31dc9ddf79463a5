using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace HotStart.Flow;

/// <summary>
/// Remembers what was refused and belongs to no plugin: nothing else shows it to one who looks after a start. Safe for
/// use by several threads.
/// </summary>
internal sealed class RefusedArtifacts
{
    private readonly ConcurrentDictionary<string, RefusedArtifact> _byPath = new(StringComparer.Ordinal);

    /// <summary>Takes note of how a change ended.</summary>
    public void Note(ChangeStep step, PluginSwap swap)
    {
        if (step.Path is not { } path)
        {
            return;
        }

        if (swap.Outcome == SwapOutcome.Refused && step.Plugin is null)
        {
            _byPath[path] = new RefusedArtifact(path, swap.Reasons);
        }
        else
        {
            _byPath.TryRemove(path, out _);
        }
    }

    /// <summary>Those that are still there, by path.</summary>
    public ImmutableArray<RefusedArtifact> Now() =>
        [.. _byPath.Values.Where(a => Path.Exists(a.Path)).OrderBy(a => a.Path, StringComparer.Ordinal)];
}
