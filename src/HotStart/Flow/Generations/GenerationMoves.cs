namespace HotStart.Flow.Generations;

using static GenerationState;

/// <summary>The moves a generation may make.</summary>
internal static class GenerationMoves
{
    public static bool IsAllowed(GenerationState from, GenerationState to) => (from, to) switch
    {
        (Candidate, Active or Draining) => true, // draining at once: it was refused
        (Active, Warm or Draining) => true,
        (Warm, Active or Draining) => true,
        (Draining, Lingering or Stopping) => true,
        (Lingering, Stopping) => true,
        (Stopping, Unloading) => true,
        (Unloading, Unloaded or Leaked) => true,
        (Leaked, Unloaded) => true, // a late one: what held it let go
        _ => false,
    };
}
