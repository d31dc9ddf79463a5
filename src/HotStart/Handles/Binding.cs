using HotStart.Flow.Generations;

namespace HotStart.Handles;

/// <summary>A handle's target, and the live set for which it holds.</summary>
internal sealed class Binding(LiveSet? live, BoundTarget? target)
{
    public readonly LiveSet? Live = live;
    public readonly BoundTarget? Target = target;

    /// <summary>Fits no live set, so that the next call looks its target up.</summary>
    public static Binding Stale { get; } = new(null, null);
}
