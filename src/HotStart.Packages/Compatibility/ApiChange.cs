namespace HotStart.Packages.Compatibility;

/// <summary>One difference between what two versions of an assembly offer.</summary>
/// <param name="Member">What it is about: <c>Type</c> or <c>Type.Member</c>.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Message">What it was and what it is, in words.</param>
public sealed record ApiChange(string Member, ChangeKind Kind, string Message)
{
    /// <summary>How it was written before, as C# would; <see langword="null"/> for an addition.</summary>
    public string? Before { get; init; }

    /// <summary>How it is written now; <see langword="null"/> for what is gone.</summary>
    public string? After { get; init; }

    /// <summary>Whether code that was compiled against the old version, and handles on it, still work.</summary>
    public bool IsBinaryCompatible { get; init; } = true;

    /// <summary>Whether code that was written for the old version still compiles.</summary>
    public bool IsSourceCompatible { get; init; } = true;

    /// <summary>Whether it breaks anybody.</summary>
    public bool IsBreaking => !IsBinaryCompatible || !IsSourceCompatible;
}
