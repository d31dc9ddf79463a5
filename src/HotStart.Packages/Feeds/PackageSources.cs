using System.Collections.Immutable;
using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>
/// The feeds that packages come from: folders and v3 servers, as <c>NuGet.Config</c> names them with credentials and package
/// source mapping, or as named. Safe for use by several threads.
/// </summary>
public sealed class PackageSources : IDisposable
{
    /// <param name="options">Which feeds, or <see langword="null"/> for those of <c>NuGet.Config</c> as seen from the current folder.</param>
    /// <exception cref="PackageException">The configuration cannot be read, or there is no feed.</exception>
    public PackageSources(PackageSourcesOptions? options = null)
    {
    }

    /// <summary>The feeds, in order: name and address.</summary>
    public ImmutableArray<Feed> Feeds { get; } = [];

    /// <summary>All versions of a package in all feeds, the newest first.</summary>
    /// <param name="id">The package.</param>
    /// <param name="includePrerelease">Whether versions such as <c>2.0.0-beta</c> count.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Empty where no feed has it.</returns>
    /// <exception cref="PackageException">A feed failed or did not answer in time.</exception>
    public Task<ImmutableArray<NuGetVersion>> ListVersionsAsync(
        string id, bool includePrerelease = false, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Finds the newest version in a range and all that it depends on, and fetches nothing.</summary>
    /// <param name="id">The package.</param>
    /// <param name="range">Which versions will do; <see langword="null"/> for the newest stable one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">It or a dependency is nowhere, dependencies contradict, or a feed failed.</exception>
    public Task<PackagePlan> PlanAsync(string id, VersionRange? range = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>The same for a package that is a file already: its dependencies come from the feeds.</summary>
    /// <param name="package">The package.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">A dependency is nowhere, dependencies contradict, or a feed failed.</exception>
    public Task<PackagePlan> PlanAsync(Packing.PluginPackage package, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>
    /// Brings all packages of a plan into a folder, each named by its content. What is there already is not fetched again; what
    /// was broken off starts anew, and no half file ever has the name of a whole one.
    /// </summary>
    /// <param name="plan">What to fetch.</param>
    /// <param name="cacheFolder">Where to; it is made if it is missing.</param>
    /// <param name="progress">Told of bytes as they come; called on any thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The files, in the order of <see cref="PackagePlan.Packages"/>.</returns>
    /// <exception cref="PackageException">A feed failed, or what came has another hash than planned.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public Task<ImmutableArray<FetchedPackage>> FetchAsync(
        PackagePlan plan, string cacheFolder, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Publishes a package.</summary>
    /// <param name="file">The <c>.nupkg</c>.</param>
    /// <param name="feed">The name, address or folder of the feed.</param>
    /// <param name="apiKey">The key, or <see langword="null"/> for the one in <c>NuGet.Config</c>, if there is one.</param>
    /// <param name="progress">Told of bytes as they go; called on any thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">The package is unsafe, the feed has this version already, refused it or failed.</exception>
    public Task<PushedPackage> PushAsync(
        string file, string feed, string? apiKey = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Gives back what was kept of feeds.</summary>
    public void Dispose()
    {
    }
}
