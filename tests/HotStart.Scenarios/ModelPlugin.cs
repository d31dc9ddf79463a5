namespace HotStart.Scenarios;

/// <summary>What one plugin ought to be: the model that a random order is checked against.</summary>
internal sealed class ModelPlugin(string name, bool keepWarm)
{
    public const int KeepStaged = 3;

    private readonly List<(int Version, int Generation)> _history = [];
    private int? _warm;

    public string Name => name;

    /// <summary>What is on disk; null before anything was placed.</summary>
    public (int Version, bool IsBad)? OnDisk { get; set; }

    /// <summary>Whether it was ever active: before that the host knows no artifact of it.</summary>
    public bool WasLoaded { get; private set; }

    /// <summary>Zero for none.</summary>
    public int Version { get; private set; }

    public int? Generation { get; private set; }

    public int Depth => _history.Count;

    public SwapOutcome Load()
    {
        (int version, bool isBad) = OnDisk!.Value;
        return !isBad && version == Version ? SwapOutcome.Unchanged : isBad ? SwapOutcome.Refused : SwapOutcome.Swapped;
    }

    public SwapOutcome Reload() => WasLoaded ? Load() : SwapOutcome.Refused;

    public SwapOutcome Rollback() => _history.Count == 0 ? SwapOutcome.Refused : SwapOutcome.RolledBack;

    public SwapOutcome Remove(bool isKnown) =>
        !isKnown ? SwapOutcome.Refused : Version == 0 ? SwapOutcome.Unchanged : SwapOutcome.Removed;

    /// <summary>Takes over what the host says it did, after checking that it may say so.</summary>
    public void Apply(PluginSwap swap)
    {
        switch (swap.Outcome)
        {
            case SwapOutcome.Swapped:
                Assert.True(swap.ToGeneration > (Generation ?? 0), $"{name}: {swap}");
                Push();
                _warm = keepWarm ? Generation : null;
                (Version, Generation, WasLoaded) = (OnDisk!.Value.Version, swap.ToGeneration, true);
                break;
            case SwapOutcome.RolledBack:
                (int version, int generation) = _history[^1];
                _history.RemoveAt(_history.Count - 1);
                Assert.Equal(_warm == generation, swap.ToGeneration == generation);
                _warm = null;
                (Version, Generation) = (version, swap.ToGeneration);
                break;
            case SwapOutcome.Removed:
                Push();
                _warm = null;
                (Version, Generation) = (0, null);
                break;
            default:
                break;
        }

        Assert.Equal((name, Generation), (swap.PluginId, swap.ToGeneration));
    }

    private void Push()
    {
        if (Generation is { } generation)
        {
            _history.Add((Version, generation));
            _history.RemoveRange(0, Math.Max(0, _history.Count - KeepStaged));
        }
    }
}
