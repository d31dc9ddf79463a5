using System.Collections.Immutable;
using HotStart.Flow.Checks;
using HotStart.Packages.Packing;
using NuGet.Versioning;

namespace HotStart.Packages.Compatibility;

/// <summary>A plugin that was looked at without running it: a package, or any artifact.</summary>
internal sealed record PluginLook(CheckResult Check, ImmutableSortedDictionary<string, ApiType>? Types, NuGetVersion? Version, string? Host)
{
    public static bool IsPackage(string path) => path.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase);

    public static Task<PluginLook> OfAsync(string path, Inspection inspection, CancellationToken cancellationToken) =>
        IsPackage(path) ? OfPackageAsync(Path.GetFullPath(path), inspection, cancellationToken) : OfArtifactAsync(path, inspection, cancellationToken);

    private static async Task<PluginLook> OfArtifactAsync(string path, Inspection inspection, CancellationToken cancellationToken)
    {
        CheckResult check = await inspection.RunAsync(path, cancellationToken).ConfigureAwait(false);
        ImmutableSortedDictionary<string, ApiType>? types = null;
        if (inspection.MainFile is { } main)
        {
            types = ApiComparison.TryRead(main, null, out ImmutableArray<Reason> reasons);
            check = check with { Reasons = [.. check.Reasons, .. reasons.Where(r => check.Reasons.All(c => c.Code != r.Code))] };
        }

        return new PluginLook(check, types, NuGetVersion.TryParse(check.Version, out NuGetVersion? version) ? version : null, null);
    }

    private static async Task<PluginLook> OfPackageAsync(string path, Inspection inspection, CancellationToken cancellationToken)
    {
        string work = Directory.CreateTempSubdirectory("hotstart-look-").FullName;
        try
        {
            using PluginPackage package = await PluginPackage.OpenAsync(path, cancellationToken).ConfigureAwait(false);
            string folder = Path.Combine(work, package.PluginId);
            string main = await package.ExtractAsync(folder, [], cancellationToken).ConfigureAwait(false);
            PluginLook look = await OfArtifactAsync(main, inspection, cancellationToken).ConfigureAwait(false);
            HashSet<string> coming = new(package.Dependencies.Select(d => d.Id), StringComparer.OrdinalIgnoreCase);

            // What it depends on comes from the feeds when it is installed, and is not in it.
            ImmutableArray<Reason> reasons =
            [
                .. look.Check.Reasons
                    .Where(r => !(r.Code == ReasonCodes.MissingDependency && coming.Any(c => r.Message.Contains($" needs the assembly {c} ", StringComparison.OrdinalIgnoreCase))))
                    .Select(r => r with { Message = r.Message.Replace(folder + Path.DirectorySeparatorChar, path + "/", StringComparison.Ordinal), File = path }),
            ];
            return look with
            {
                Check = look.Check with { Artifact = path, PluginId = package.PluginId, Version = package.Version.ToNormalizedString(), Reasons = reasons },
                Version = package.Version,
                Host = package.Manifest?.Host,
            };
        }
        catch (PackageException e)
        {
            return new PluginLook(new CheckResult { Artifact = path, Reasons = e.Reasons }, null, null, null);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
