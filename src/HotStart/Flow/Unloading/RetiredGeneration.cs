using HotStart.Flow.Generations;

namespace HotStart.Flow.Unloading;

/// <summary>A generation whose unload was asked for and is to be proven.</summary>
/// <param name="Plugin">Whose it is.</param>
/// <param name="Generation">Which; it holds no code any more.</param>
/// <param name="Remains">Dies with the code; null where nothing was ever loaded.</param>
/// <param name="RetiredAt">Time stamp of its retirement.</param>
internal sealed record RetiredGeneration(
    PluginRecord Plugin, Generation Generation, WeakReference? Remains, long RetiredAt)
{
    /// <summary>False where the host was told to load it for good.</summary>
    public bool IsCollectible { get; init; } = true;

    /// <summary>The size of the assemblies that it had loaded.</summary>
    public long LoadedBytes { get; init; }

    /// <summary>How many rounds of <see cref="CollectionRounds"/> were over before the first that it could survive.</summary>
    public int RoundsBefore { get; set; }

    public bool IsGone => Remains is not { IsAlive: true };
}
