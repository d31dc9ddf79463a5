namespace HotStart.Flow.Arrivals;

/// <summary>A reason to look. Never the truth itself: that is what a look finds.</summary>
/// <param name="Kind">What sort of hint.</param>
/// <param name="Path">Relative to the watched folder, or for <see cref="HintKind.LookAgain"/> the artifact's full path.</param>
/// <param name="Error">What broke a watcher.</param>
internal readonly record struct Hint(HintKind Kind, string? Path = null, Exception? Error = null);
