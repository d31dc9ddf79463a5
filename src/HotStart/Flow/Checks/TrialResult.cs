using System.Collections.Immutable;

namespace HotStart.Flow.Checks;

/// <summary>How a trial ended.</summary>
/// <param name="Reasons">Why the candidate is refused; empty when it is fit.</param>
/// <param name="StillRunning">Completes when plugin code that outlived its limit has ended.</param>
internal sealed record TrialResult(ImmutableArray<Reason> Reasons, Task StillRunning);
