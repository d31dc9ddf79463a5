namespace HotStart.Packages.Packing;

/// <summary>How large a package and what is in it may be.</summary>
internal static class EntryLimits
{
    public const long LargestPackage = 1L << 30;
    public const long LargestEntry = 512L << 20;
    public const long LargestContent = 2L << 30;
    public const int MostEntries = 20_000;

    // Deflate packs at most 1 : 1032; code and data rarely reach 1 : 20.
    private const long HighestRatio = 100;
    private const long RatioMattersFrom = 1 << 20;

    /// <summary>What is wrong with the sizes of an entry, in words that follow its path; null where nothing is.</summary>
    public static string? Problem(long length, long packed) =>
        length < 0 || packed < 0 ? "has a negative size"
        : length > LargestEntry ? $"would be {length >> 20} MiB large; the limit is {LargestEntry >> 20} MiB"
        : length >= RatioMattersFrom && length / Math.Max(1, packed) > HighestRatio
            ? $"would unpack to {length / Math.Max(1, packed)} times its size; the limit is {HighestRatio}"
            : null;
}
