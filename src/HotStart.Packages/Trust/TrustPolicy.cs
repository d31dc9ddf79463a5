using System.Collections.Immutable;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Trust;

/// <summary>Says whether a package may be installed, before any of its files is placed. Safe for use by several threads.</summary>
public sealed class TrustPolicy
{
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">A hash or fingerprint is malformed, or a list that the mode needs is empty.</exception>
    /// <exception cref="PackageException">The lock file cannot be read.</exception>
    public TrustPolicy(TrustOptions options)
    {
    }

    /// <summary>Why a package is not trusted; empty where it is.</summary>
    /// <param name="package">The package.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ImmutableArray<Reason>> CheckAsync(PluginPackage package, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
