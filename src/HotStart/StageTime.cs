namespace HotStart;

/// <summary>How long one stage of a change took.</summary>
/// <param name="Stage">The stage: <c>stage</c>, <c>check</c>, <c>load</c>, <c>bind</c>, <c>start</c>, <c>publish</c> …</param>
/// <param name="Duration">How long it took.</param>
public readonly record struct StageTime(string Stage, TimeSpan Duration);
