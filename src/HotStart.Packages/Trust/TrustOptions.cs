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

    /// <summary>The clock by which certificates expire. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Throws with all that is wrong.</summary>
    internal void Validate()
    {
        List<string> errors =
        [
            .. Hashes.Where(h => !IsHash(h)).Select(h => $"HotStart:Trust:Hashes holds '{h}', which is no SHA-256 (64 hex digits)"),
            .. Certificates.Where(c => !IsHash(c)).Select(c => $"HotStart:Trust:Certificates holds '{c}', which is no SHA-256 fingerprint (64 hex digits)"),
        ];
        if (!Enum.IsDefined(Mode))
        {
            errors.Add($"HotStart:Trust:Mode is {(int)Mode}; it is one of {string.Join(", ", Enum.GetNames<TrustMode>())}");
        }

        if (Mode == TrustMode.Signed && Certificates.IsEmpty)
        {
            errors.Add("HotStart:Trust:Mode is Signed and HotStart:Trust:Certificates is empty: name whose packages are taken");
        }

        if (Mode == TrustMode.Listed && Hashes.IsEmpty && LockFile is null)
        {
            errors.Add("HotStart:Trust:Mode is Listed and there are neither HotStart:Trust:Hashes nor a HotStart:Trust:LockFile: list what is taken");
        }

        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", errors) + ".");
        }
    }

    internal static bool IsHash(string text) => Plain(text) is { Length: 64 } plain && plain.All(char.IsAsciiHexDigit);

    /// <summary>Lower-case hex without what people put between digits.</summary>
    internal static string Plain(string hash) => hash.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
