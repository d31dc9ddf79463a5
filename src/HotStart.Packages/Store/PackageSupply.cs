using System.Collections.Immutable;
using HotStart.Packages.Feeds;
using HotStart.Packages.Packing;
using HotStart.Packages.Trust;
using NuGet.Versioning;

namespace HotStart.Packages.Store;

/// <summary>Brings versions from feeds: finds, fetches, opens and judges whether they are trusted.</summary>
internal sealed class PackageSupply(StoreCore core, PackageSourcesOptions sources, IProgress<TransferProgress>? progress) : IDisposable
{
    private readonly Lazy<PackageSources> _sources = new(() => new PackageSources(sources));

    /// <summary>The newest version in a range that no list of failed ones holds; null where there is none.</summary>
    public async Task<NuGetVersion?> NewestAsync(string packageId, VersionRange? range, IReadOnlySet<string> failed, CancellationToken cancellationToken)
    {
        ImmutableArray<NuGetVersion> versions = await _sources.Value.ListVersionsAsync(
            packageId, range?.MinVersion?.IsPrerelease == true, cancellationToken).ConfigureAwait(false);
        return versions.FirstOrDefault(v => range?.Satisfies(v) != false && !failed.Contains(v.ToNormalizedString()));
    }

    /// <summary>Fetches a version with what it depends on.</summary>
    /// <exception cref="PackageException">It is nowhere, unsafe or not trusted.</exception>
    public async Task<ArrivedVersion> FetchAsync(string packageId, VersionRange? range, CancellationToken cancellationToken)
    {
        PackagePlan plan = await _sources.Value.PlanAsync(packageId, range, cancellationToken).ConfigureAwait(false);
        ImmutableArray<FetchedPackage> files = await _sources.Value.FetchAsync(
            plan, core.Options.CacheFolderOrDefault, progress, cancellationToken).ConfigureAwait(false);
        TrustPolicy trust = new(core.Options.Trust);
        List<PluginPackage> opened = [];
        try
        {
            List<Reason> reasons = [];
            foreach (FetchedPackage file in files)
            {
                PluginPackage package = await PluginPackage.OpenAsync(file.Path, cancellationToken).ConfigureAwait(false);
                opened.Add(package);
                reasons.AddRange(await trust.CheckAsync(package, cancellationToken).ConfigureAwait(false));
            }

            if (reasons.Count > 0)
            {
                throw new PackageException($"{packageId} {files[0].Package.Version}", [.. reasons]);
            }

            return new ArrivedVersion
            {
                PluginId = opened[0].PluginId,
                Version = opened[0].Manifest?.Version ?? opened[0].Version.ToNormalizedString(),
                PackageId = opened[0].Id,
                Source = files[0].Package.Feed.Address,
                Packages = [.. files.Select((f, i) => (new StoredPackage(opened[i].Id, opened[i].Version.ToNormalizedString(), f.Sha256), f.Path))],
                ExtractAsync = (folder, token) => opened[0].ExtractAsync(folder, opened[1..], token),
                Opened = [.. opened],
            };
        }
        catch
        {
            opened.ForEach(p => p.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        if (_sources.IsValueCreated)
        {
            _sources.Value.Dispose();
        }
    }
}
