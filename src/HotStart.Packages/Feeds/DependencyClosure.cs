using System.Collections.Immutable;
using HotStart.Flow.Candidates;
using HotStart.Packages.Packing;
using NuGet.Common;
using NuGet.Packaging.Core;
using NuGet.Protocol.Core.Types;
using NuGet.Resolver;
using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>Finds all that a package needs and the host does not share. For one plan.</summary>
internal sealed class DependencyClosure(Func<string, ImmutableArray<FeedClient>> feeds, SharedAssemblies shared)
{
    private const int MostPackages = 1000;

    private readonly Dictionary<PackageIdentity, (SourcePackageDependencyInfo Info, FeedClient Feed)> _found = [];
    private readonly HashSet<(string Id, string Range)> _asked = [];
    private readonly Queue<(Packing.PackageDependency Dependency, string NeededBy)> _open = new();
    private readonly SortedSet<string> _shared = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Shared => _shared;

    /// <summary>The versions chosen, the root first.</summary>
    /// <param name="root">The package that needs the others.</param>
    /// <param name="dependencies">What it needs.</param>
    /// <param name="feed">Where it comes from; null for a file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">A dependency is nowhere, or dependencies contradict each other.</exception>
    public async Task<ImmutableArray<PlannedPackage>> ResolveAsync(
        PackageIdentity root, ImmutableArray<Packing.PackageDependency> dependencies, FeedClient? feed, CancellationToken cancellationToken)
    {
        SourcePackageDependencyInfo rootInfo = Info(root, dependencies);
        while (_open.TryDequeue(out (Packing.PackageDependency Dependency, string NeededBy) next))
        {
            await FindAsync(next.Dependency, next.NeededBy, cancellationToken).ConfigureAwait(false);
        }

        PackageIdentity[] chosen = Choose(rootInfo, cancellationToken);
        List<PlannedPackage> planned = [];
        foreach (PackageIdentity identity in chosen.Where(c => !c.Equals(root)).OrderBy(c => c.Id, StringComparer.OrdinalIgnoreCase))
        {
            // As a bare identity: what the resolver gives may be a richer one, with another hash.
            (SourcePackageDependencyInfo info, FeedClient from) = _found[new PackageIdentity(identity.Id, identity.Version)];
            planned.Add(new PlannedPackage(identity.Id, identity.Version, from.Feed) { Needs = [.. info.Dependencies.Select(d => d.Id)] });
        }

        return feed is null
            ? [.. planned]
            : [new PlannedPackage(root.Id, root.Version, feed.Feed) { Needs = [.. rootInfo.Dependencies.Select(d => d.Id)] }, .. planned];
    }

    private async Task FindAsync(Packing.PackageDependency dependency, string neededBy, CancellationToken cancellationToken)
    {
        if (!_asked.Add((dependency.Id.ToUpperInvariant(), dependency.Range.ToNormalizedString())))
        {
            return;
        }

        (NuGetVersion Version, FeedClient Feed)[] versions = await FeedQuestions.VersionsAsync(feeds(dependency.Id), dependency.Id, cancellationToken).ConfigureAwait(false);
        NuGetVersion? best = dependency.Range.FindBestMatch(versions.Select(v => v.Version));
        if (best is null)
        {
            throw new PackageException(dependency.Id, FeedQuestions.Missing(
                dependency.Id, dependency.Range.PrettyPrint(), versions, feeds(dependency.Id), $"{neededBy} needs {dependency.Id} {dependency.Range.PrettyPrint()}: "));
        }

        FeedClient feed = versions.First(v => v.Version == best).Feed;
        PackageIdentity identity = new(dependency.Id, best);
        if (_found.ContainsKey(identity))
        {
            return;
        }

        if (_found.Count >= MostPackages)
        {
            throw new PackageException(dependency.Id, new Reason(PackageReasonCodes.DependencyConflict, $"More than {MostPackages} packages would be needed. That is no plugin."));
        }

        _found[identity] = (Info(identity, await feed.DependenciesAsync(dependency.Id, best, cancellationToken).ConfigureAwait(false)), feed);
    }

    private SourcePackageDependencyInfo Info(PackageIdentity identity, ImmutableArray<Packing.PackageDependency> dependencies)
    {
        List<NuGet.Packaging.Core.PackageDependency> own = [];
        foreach (Packing.PackageDependency dependency in dependencies)
        {
            // A package's assembly usually has its name, and its version.
            if (!shared.UsesOwnCopy(dependency.Id, dependency.Range.MinVersion?.Version))
            {
                _shared.Add(dependency.Id);
                continue;
            }

            own.Add(new NuGet.Packaging.Core.PackageDependency(dependency.Id, dependency.Range));
            _open.Enqueue((dependency, $"{identity.Id} {identity.Version}"));
        }

        return new SourcePackageDependencyInfo(identity.Id, identity.Version, own, listed: true, source: null!);
    }

    private PackageIdentity[] Choose(SourcePackageDependencyInfo root, CancellationToken cancellationToken)
    {
        PackageIdentity identity = new(root.Id, root.Version);
        try
        {
            PackageResolverContext context = new(
                DependencyBehavior.Lowest, [root.Id], [root.Id], [], [identity],
                _found.Values.Select(f => f.Info).Where(i => !i.Id.Equals(root.Id, StringComparison.OrdinalIgnoreCase)).Append(root), [], NullLogger.Instance);
            
            // What it gives compares by more than id and version.
            return [.. new PackageResolver().Resolve(context, cancellationToken).Select(p => new PackageIdentity(p.Id, p.Version))];
        }
        catch (NuGetResolverException e)
        {
            throw new PackageException(root.Id, new Reason(
                PackageReasonCodes.DependencyConflict, $"What {root.Id} {root.Version} depends on contradicts itself: {Contradictions(root) ?? e.Message}"), e);
        }
    }

    // The resolver names one package; people need to know who wants what.
    private string? Contradictions(SourcePackageDependencyInfo root)
    {
        IEnumerable<string> impossible = _found.Values.Select(f => f.Info).Append(root)
            .SelectMany(info => info.Dependencies.Select(d => (d.Id, By: $"{info.Id} {info.Version} needs {d.VersionRange.PrettyPrint()}", d.VersionRange)))
            .GroupBy(d => d.Id, StringComparer.OrdinalIgnoreCase)
            .Where(g => !_found.Keys.Any(k => k.Id.Equals(g.Key, StringComparison.OrdinalIgnoreCase) && g.All(d => d.VersionRange.Satisfies(k.Version))))
            .Select(g => $"of {g.Key}, {string.Join(" and ", g.Select(d => d.By))}");
        return string.Join("; ", impossible) is { Length: > 0 } text ? text + ". Take other versions of these." : null;
    }
}
