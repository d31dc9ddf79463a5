using System.Collections.Immutable;

namespace HotStart.Packages.Trust;

/// <summary>The settings of <see cref="TrustPolicy"/>: the configuration section <c>HotStart:Trust</c>. Immutable.</summary>
public sealed record TrustOptions
{
    /// <summary>Whose packages are taken. Default: everybody's.</summary>
    public TrustMode Mode { get; init; }

    /// <summary>For <see cref="TrustMode.Listed"/>: SHA-256 hashes of packages, as hex.</summary>
    public ImmutableArray<string> Hashes { get; init; } = [];

    /// <summary>For <see cref="TrustMode.Signed"/>: SHA-256 fingerprints of certificates, as hex. A certificate that is named here needs no other authority.</summary>
    public ImmutableArray<string> Certificates { get; init; } = [];

    /// <summary>
    /// A lock file with the hashes of packages by id and version, or <see langword="null"/>. What stands in it must have that
    /// hash; with <see cref="TrustMode.Listed"/> what does not stand in it or in <see cref="Hashes"/> is refused.
    /// </summary>
    public string? LockFile { get; init; }
}
