using NuGet.Versioning;

namespace HotStart.Packages.Compatibility;

/// <summary>What <see cref="CompatibilityGate"/> found out. Immutable; holds no code.</summary>
/// <param name="Candidate">The candidate, with all that speaks against it.</param>
public sealed record GateResult(CheckResult Candidate)
{
    /// <summary>The candidate's version, or <see langword="null"/> where it is none that NuGet knows.</summary>
    public NuGetVersion? Version { get; init; }

    /// <summary>The active version, or <see langword="null"/> where there is none or it is none that NuGet knows.</summary>
    public NuGetVersion? ActiveVersion { get; init; }

    /// <summary>What changed between them, or <see langword="null"/> where there was nothing to compare.</summary>
    public ApiComparison? Comparison { get; init; }

    /// <summary>Whether the version number tells the truth, or <see langword="null"/> where that cannot be judged.</summary>
    public VersionVerdict? Verdict { get; init; }

    /// <summary>Whether nothing speaks against the candidate.</summary>
    public bool IsFit => Candidate.IsFit;
}
