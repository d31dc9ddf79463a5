using System.Collections.Immutable;

namespace HotStart.Flow.Candidates;

/// <summary>An image, or why there is none.</summary>
internal sealed record ImageReading(AssemblyImage? Image, ImmutableArray<Reason> Reasons);
