using System.Collections.Immutable;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Trust;

/// <summary>Says whether a package may be installed, before any of its files is placed. Safe for use by several threads.</summary>
public sealed class TrustPolicy
{
    private readonly TrustOptions _options;
    private readonly HashSet<string> _hashes;
    private readonly SignatureCheck _signature;
    private readonly PackageLock? _lock;

    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">A hash or fingerprint is malformed, or a list that the mode needs is empty.</exception>
    /// <exception cref="PackageException">The lock file cannot be read.</exception>
    public TrustPolicy(TrustOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _hashes = new HashSet<string>(options.Hashes.Select(TrustOptions.Plain), StringComparer.Ordinal);
        _signature = new SignatureCheck(options.Mode == TrustMode.Signed ? options.Certificates.Select(TrustOptions.Plain) : null, options.TimeProvider);
        _lock = options.LockFile is { } file ? PackageLock.Read(file) : null;
    }

    /// <summary>Why a package is not trusted; empty where it is. Packages that a plugin depends on are to be checked as well.</summary>
    /// <param name="package">The package. Not used by anybody else meanwhile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<Reason>> CheckAsync(PluginPackage package, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        List<Reason> reasons = [];
        string? locked = _lock?.Find(package.Id, package.Version);
        if (locked is not null && locked != package.Sha256)
        {
            reasons.Add(new Reason(
                PackageReasonCodes.HashMismatch,
                $"{package.Id} {package.Version} has the SHA-256 {package.Sha256}; the lock file '{_options.LockFile}' says {locked}. It is not what was locked: find out why before you lock it anew.",
                package.Path));
        }
        else if (_options.Mode == TrustMode.Listed && locked is null && !_hashes.Contains(package.Sha256))
        {
            reasons.Add(new Reason(
                PackageReasonCodes.Unlisted,
                $"{package.Id} {package.Version} has the SHA-256 {package.Sha256}, which is not listed. Add it to HotStart:Trust:Hashes or the lock file if you trust it.",
                package.Path));
        }

        reasons.AddRange(await _signature.RunAsync(package, cancellationToken).ConfigureAwait(false));
        return [.. reasons];
    }
}
