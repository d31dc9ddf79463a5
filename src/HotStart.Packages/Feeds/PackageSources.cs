using System.Collections.Immutable;
using System.Security.Cryptography;
using HotStart.Flow.Candidates;
using HotStart.Packages.Packing;
using NuGet.Packaging.Core;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>
/// The feeds that packages come from: folders and v3 servers, as <c>NuGet.Config</c> names them with credentials and package
/// source mapping, or as named. Safe for use by several threads.
/// </summary>
public sealed class PackageSources : IDisposable
{
    private const int MostAtOnce = 4;

    private readonly PackageSourcesOptions _options;
    private readonly FeedSettings _settings;
    private readonly SourceCacheContext _cache = new() { NoCache = true, DirectDownload = true };
    private readonly ImmutableArray<FeedClient> _clients;
    private readonly SharedAssemblies _shared;

    /// <param name="options">Which feeds, or <see langword="null"/> for those of <c>NuGet.Config</c> as seen from the current folder.</param>
    /// <exception cref="PackageException">The configuration cannot be read, a feed is unknown, or there is none.</exception>
    public PackageSources(PackageSourcesOptions? options = null)
    {
        _options = options ?? new PackageSourcesOptions();
        _settings = new FeedSettings(_options.ConfigRoot);
        _clients = _settings.Clients(_options, _cache);
        _shared = new SharedAssemblies(_options.SharedAssemblies);
        Feeds = [.. _clients.Select(c => c.Feed)];
    }

    /// <summary>The feeds, in the order in which they are preferred.</summary>
    public ImmutableArray<Feed> Feeds { get; }

    /// <summary>All versions of a package in all feeds, the newest first.</summary>
    /// <param name="id">The package.</param>
    /// <param name="includePrerelease">Whether versions such as <c>2.0.0-beta</c> count.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Empty where no feed has it.</returns>
    /// <exception cref="PackageException">A feed failed or did not answer in time.</exception>
    public async Task<ImmutableArray<NuGetVersion>> ListVersionsAsync(
        string id, bool includePrerelease = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return [.. (await VersionsAsync(id, cancellationToken).ConfigureAwait(false))
            .Select(v => v.Version).Where(v => includePrerelease || !v.IsPrerelease)];
    }

    /// <summary>Finds the newest version in a range and all that it depends on, and fetches nothing.</summary>
    /// <param name="id">The package.</param>
    /// <param name="range">
    /// Which versions will do; <see langword="null"/> for the newest stable one. A prerelease is taken only where the range names
    /// one or nothing else is there. One exact version is <c>[1.2.0]</c>: NuGet reads <c>1.2.0</c> as this one or newer.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">It or a dependency is nowhere, dependencies contradict, or a feed failed.</exception>
    public async Task<PackagePlan> PlanAsync(string id, VersionRange? range = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        (NuGetVersion Version, FeedClient Feed)[] versions = await VersionsAsync(id, cancellationToken).ConfigureAwait(false);
        (NuGetVersion Version, FeedClient Feed)[] fit = [.. versions.Where(v => range is null || range.Satisfies(v.Version))];
        bool namesPrerelease = range is { MinVersion.IsPrerelease: true } or { MaxVersion.IsPrerelease: true };
        (NuGetVersion Version, FeedClient Feed)[] preferred = namesPrerelease ? fit : [.. fit.Where(v => !v.Version.IsPrerelease)];
        if (fit.Length == 0)
        {
            throw new PackageException(id, FeedQuestions.Missing(id, range?.PrettyPrint() ?? "any", versions, _settings.Allowed(id, _clients)));
        }

        (NuGetVersion version, FeedClient feed) = preferred.Length > 0 ? preferred[0] : fit[0];
        ImmutableArray<Packing.PackageDependency> dependencies = await feed.DependenciesAsync(id, version, cancellationToken).ConfigureAwait(false);
        return await PlanAsync(new PackageIdentity(id, version), dependencies, feed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for a package that is a file already: its dependencies come from the feeds.</summary>
    /// <param name="package">The package.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">A dependency is nowhere, dependencies contradict, or a feed failed.</exception>
    public Task<PackagePlan> PlanAsync(PluginPackage package, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        Forget();
        return PlanAsync(new PackageIdentity(package.Id, package.Version), package.Dependencies, null, cancellationToken);
    }

    /// <summary>
    /// Brings all packages of a plan into a folder, each named by its content. What is there already is not fetched again; what
    /// was broken off starts anew, and no half file ever has the name of a whole one.
    /// </summary>
    /// <param name="plan">What to fetch.</param>
    /// <param name="cacheFolder">Where to; it is made if it is missing.</param>
    /// <param name="progress">Told of bytes as they come; called on any thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The files, in the order of <see cref="PackagePlan.Packages"/>.</returns>
    /// <exception cref="PackageException">A feed failed, or what came is unsafe, another package, or has another hash than planned.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<ImmutableArray<FetchedPackage>> FetchAsync(
        PackagePlan plan, string cacheFolder, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        PackageCache cache = new(cacheFolder);
        FetchedPackage[] fetched = new FetchedPackage[plan.Packages.Length];
        await Parallel.ForAsync(
            0,
            fetched.Length,
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken },
            async (i, token) => fetched[i] = await FetchAsync(plan.Packages[i], cache, progress, token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. fetched];
    }

    /// <summary>Publishes a package.</summary>
    /// <param name="file">The <c>.nupkg</c>.</param>
    /// <param name="feed">The name, address or folder of the feed. A folder that is named by a path is made if it is missing.</param>
    /// <param name="apiKey">The key, or <see langword="null"/> for the one in <c>NuGet.Config</c>, if there is one.</param>
    /// <param name="progress">Told of bytes as they go; called on any thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">The package is unsafe, the feed is unknown, has this version already, refused it or failed.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<PushedPackage> PushAsync(
        string file, string feed, string? apiKey = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        ArgumentException.ThrowIfNullOrWhiteSpace(feed);
        using PluginPackage package = await PluginPackage.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        FeedClient client = _settings.Client(feed, _options, _cache);
        await new Upload(client, package, apiKey ?? _settings.ApiKey(client.Feed), progress).RunAsync(cancellationToken).ConfigureAwait(false);
        return new PushedPackage(package.Id, package.Version, client.Feed, package.Sha256, package.Length);
    }

    /// <summary>Gives back what was kept of feeds.</summary>
    public void Dispose() => _cache.Dispose();

    private async Task<(NuGetVersion Version, FeedClient Feed)[]> VersionsAsync(string id, CancellationToken cancellationToken)
    {
        Forget();
        return await FeedQuestions.VersionsAsync(_settings.Allowed(id, _clients), id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PackagePlan> PlanAsync(
        PackageIdentity root, ImmutableArray<Packing.PackageDependency> dependencies, FeedClient? feed, CancellationToken cancellationToken)
    {
        DependencyClosure closure = new(id => _settings.Allowed(id, _clients), _shared);
        ImmutableArray<PlannedPackage> packages = await closure.ResolveAsync(root, dependencies, feed, cancellationToken).ConfigureAwait(false);
        List<PlannedPackage> hashed = [];
        foreach (PlannedPackage package in packages)
        {
            hashed.Add(await HashedAsync(package, cancellationToken).ConfigureAwait(false));
        }

        return new PackagePlan { Packages = [.. hashed], Shared = [.. closure.Shared] };
    }

    private async Task<PlannedPackage> HashedAsync(PlannedPackage package, CancellationToken cancellationToken)
    {
        if (await ClientOf(package).FileAsync(package.Id, package.Version, cancellationToken).ConfigureAwait(false) is not { } file)
        {
            return package;
        }

        await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        return package with { Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false)) };
    }

    private async Task<FetchedPackage> FetchAsync(
        PlannedPackage package, PackageCache cache, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        await cache.FindAsync(package, cancellationToken).ConfigureAwait(false)
        ?? await cache.AddAsync(package, new Download(ClientOf(package), package.Id, package.Version, progress), cancellationToken).ConfigureAwait(false);

    private FeedClient ClientOf(PlannedPackage package) =>
        _clients.FirstOrDefault(c => c.Feed == package.Feed) ?? _settings.Client(package.Feed.Address, _options, _cache);

    private void Forget()
    {
        foreach (FeedClient client in _clients)
        {
            client.Forget();
        }
    }
}
