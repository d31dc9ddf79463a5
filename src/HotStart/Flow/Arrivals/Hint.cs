namespace HotStart.Flow.Arrivals;

/// <summary>A reason to look. Never the truth itself: that is what a look finds.</summary>
/// <param name="Kind">What sort of hint.</param>
/// <param name="Path">Relative to the watched folder, or for <see cref="HintKind.LookAgain"/> and <see cref="HintKind.Artifact"/> the artifact's full path.</param>
/// <param name="Error">What broke a watcher.</param>
/// <param name="Beyond">What else belongs to the artifact from now on; null for no news.</param>
internal readonly record struct Hint(HintKind Kind, string? Path = null, Exception? Error = null, Beyond? Beyond = null);
