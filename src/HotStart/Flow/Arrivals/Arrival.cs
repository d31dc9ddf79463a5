namespace HotStart.Flow.Arrivals;

/// <summary>What is known about one changed artifact.</summary>
/// <param name="ArtifactPath">
/// In a folder of plugins the subfolder, or the DLL that lies flat in it (there also one that is just a dependency of
/// another); else the DLL or project that was given.
/// </param>
/// <param name="Kind">What became of it.</param>
/// <param name="Reason">Why it is not settled; <see langword="null"/> for the other kinds.</param>
internal sealed record Arrival(string ArtifactPath, ArrivalKind Kind, Reason? Reason = null);
