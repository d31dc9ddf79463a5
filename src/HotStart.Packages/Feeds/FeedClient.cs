using System.Collections.Concurrent;
using System.Collections.Immutable;
using HotStart.Packages.Packing;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Packaging.Core;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>One feed, its answers and its silence in words. Safe for use by several threads.</summary>
internal sealed class FeedClient
{
    private readonly PackageSource _source;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly SourceCacheContext _cache;
    private readonly SourceCacheContext _fresh;
    private readonly ConcurrentDictionary<string, Task<ImmutableArray<NuGetVersion>>> _versions = new(StringComparer.OrdinalIgnoreCase);

    public FeedClient(PackageSource source, bool isConfigured, PackageSourcesOptions options, SourceCacheContext cache)
    {
        _source = source;
        _limit = options.AnswerLimit;
        _time = options.TimeProvider;
        _cache = cache;
        _fresh = cache.WithRefreshCacheTrue();
        IsConfigured = isConfigured;
        Feed = new Feed(source.Name, source.Source);
        Repository = NuGet.Protocol.Core.Types.Repository.Factory.GetCoreV3(source);
    }

    public Feed Feed { get; }

    public SourceRepository Repository { get; }

    /// <summary>Whether <c>NuGet.Config</c> names it: package source mapping speaks of those only.</summary>
    public bool IsConfigured { get; }

    public bool IsFolder => _source.IsLocal;

    /// <summary>All versions of a package; asked once.</summary>
    public async Task<ImmutableArray<NuGetVersion>> VersionsAsync(string id, CancellationToken cancellationToken)
    {
        Task<ImmutableArray<NuGetVersion>> asked = _versions.GetOrAdd(id, _ => AskVersionsAsync(id, cancellationToken));
        try
        {
            return await asked.ConfigureAwait(false);
        }
        catch
        {
            // What failed once may work the next time.
            _versions.TryRemove(new KeyValuePair<string, Task<ImmutableArray<NuGetVersion>>>(id, asked));
            throw;
        }
    }

    public void Forget() => _versions.Clear();

    public Task<ImmutableArray<Packing.PackageDependency>> DependenciesAsync(string id, NuGetVersion version, CancellationToken cancellationToken) =>
        AskAsync(
            async limit =>
            {
                if (!IsFolder)
                {
                    return await (await FlatContainer.OfAsync(this, limit).ConfigureAwait(false)).DependenciesAsync(id, version, limit).ConfigureAwait(false);
                }

                FindPackageByIdResource resource = await NeedAsync<FindPackageByIdResource>(limit).ConfigureAwait(false);
                FindPackageByIdDependencyInfo? info = await resource.GetDependencyInfoAsync(id, version, _cache, NullLogger.Instance, limit.Token).ConfigureAwait(false);
                return info is null
                    ? throw new PackageException(id, new Reason(PackageReasonCodes.PackageNotFound, $"The feed '{Feed.Name}' lists {id} {version} and does not have it."))
                    : Nuspec.For(info.DependencyGroups);
            },
            cancellationToken);

    /// <summary>The file of a package in a folder, or null where there is none or the feed is a server.</summary>
    public async Task<string?> FileAsync(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        if (!IsFolder)
        {
            return null;
        }

        return await AskAsync(
            async limit =>
            {
                FindLocalPackagesResource resource = await NeedAsync<FindLocalPackagesResource>(limit).ConfigureAwait(false);
                return resource.GetPackage(new PackageIdentity(id, version), NullLogger.Instance, limit.Token)?.Path;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the feed something, and gives up when it is silent for too long.</summary>
    /// <exception cref="PackageException">The feed failed, refused, or did not answer in time.</exception>
    public async Task<T> AskAsync<T>(Func<SilenceLimit, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_source is { IsHttp: true, IsHttps: false, AllowInsecureConnections: false } && !_source.SourceUri.IsLoopback)
        {
            throw new PackageException(Feed.Name, new Reason(
                PackageReasonCodes.FeedDenied,
                $"The feed '{Feed.Name}' ({Feed.Address}) is not encrypted. Use https, or set allowInsecureConnections=\"true\" for it in NuGet.Config."));
        }

        SilenceLimit limit = new(_limit, _time, cancellationToken);
        Task<T>? answer = null;
        try
        {
            // On the pool: some of NuGet's calls do not begin asynchronously, and some look at no token.
            answer = Task.Run(() => ask(limit), cancellationToken);
            return await answer.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (PackageException or OutOfMemoryException) && !cancellationToken.IsCancellationRequested)
        {
            throw FeedErrors.Of(Feed, e, limit.WasSilent ? _limit : null);
        }
        finally
        {
            FeedErrors.Leave(answer, limit);
        }
    }

    /// <summary>A part of the feed's protocol.</summary>
    /// <exception cref="PackageException">The feed does not have it.</exception>
    public async Task<T> NeedAsync<T>(SilenceLimit limit)
        where T : class, INuGetResource =>
        await Repository.GetResourceAsync<T>(limit.Token).ConfigureAwait(false) ?? throw new PackageException(Feed.Name, new Reason(
            PackageReasonCodes.FeedFailed, $"'{Feed.Name}' ({Feed.Address}) is no NuGet feed that gives or takes packages (no {typeof(T).Name}). Name the address of a v3 index.json, or a folder of packages."));

    private Task<ImmutableArray<NuGetVersion>> AskVersionsAsync(string id, CancellationToken cancellationToken) => AskAsync(
        async limit =>
        {
            FindPackageByIdResource resource = await NeedAsync<FindPackageByIdResource>(limit).ConfigureAwait(false);
            IEnumerable<NuGetVersion>? versions = await resource.GetAllVersionsAsync(id, _fresh, NullLogger.Instance, limit.Token).ConfigureAwait(false);
            return (versions ?? []).ToImmutableArray();
        },
        cancellationToken);
}
