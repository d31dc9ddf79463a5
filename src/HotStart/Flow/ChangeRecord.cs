using System.Diagnostics;

namespace HotStart.Flow;

/// <summary>A change that is under way: when it began, and its trace.</summary>
internal sealed record ChangeRecord(DateTimeOffset StartedAt, long Timestamp, Activity? Activity);
