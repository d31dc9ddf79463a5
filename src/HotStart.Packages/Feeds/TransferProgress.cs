namespace HotStart.Packages.Feeds;

/// <summary>How far a transfer is.</summary>
/// <param name="What">Id and version of the package; of an exported release, its file.</param>
/// <param name="Bytes">Bytes so far.</param>
/// <param name="Total">All bytes, or <see langword="null"/> where the feed does not tell.</param>
public sealed record TransferProgress(string What, long Bytes, long? Total);
