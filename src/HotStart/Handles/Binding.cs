using HotStart.Flow.Generations;

namespace HotStart.Handles;

/// <summary>A handle's target, and the live set for which it holds.</summary>
internal sealed class Binding
{
    public readonly LiveSet Live;
    public readonly BoundTarget? Target;

    /// <summary>Copied from the target: the call path reads it with two loads less. Zero marks nothing.</summary>
    public readonly long GenerationId;

    public Binding(LiveSet live, BoundTarget target)
    {
        Live = live;
        Target = target;
        GenerationId = target.Generation.Id;
    }

    private Binding() => Live = LiveSet.NewEmpty();

    /// <summary>Fits no live set, so that the next call looks its target up.</summary>
    public static Binding Stale { get; } = new();
}
