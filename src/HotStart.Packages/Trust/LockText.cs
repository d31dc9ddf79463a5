namespace HotStart.Packages.Trust;

/// <summary>A lock file as it stands in JSON.</summary>
internal sealed class LockText
{
    public int? Schema { get; set; }

    public SortedDictionary<string, string?>? Packages { get; set; }
}
