using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;
using NuGet.Versioning;

namespace HotStart.Packages.Packing;

/// <summary>Makes the manifest of a package from what is in it: reads metadata, runs none of its code.</summary>
internal static partial class ManifestMaker
{
    private const string Abstractions = "HotStart.Abstractions";

    /// <exception cref="PackageException">It holds no plugin, or one that cannot be read; or a setting is malformed.</exception>
    public static PluginManifest Make(PackageContents contents, ManifestSettings settings)
    {
        (string packageId, string text, _) = NuspecIdentity.Read(contents);
        if (!NuGetVersion.TryParse(text, out NuGetVersion? version))
        {
            throw PackageContents.Refuse(contents.File, PackageReasonCodes.Damaged, $"has the version '{text}', which is none.");
        }

        string main = MainPath(contents, settings.Assembly ?? packageId, settings.Assembly is not null);
        byte[] bytes = contents.Read(main, EntryLimits.LargestEntry);
        ApiSurface surface = ApiSurface.Read(main, bytes);
        ImageFacts facts = ImageFacts.Read(main, bytes);
        if (surface.Image is not { } image || !facts.Reasons.IsEmpty)
        {
            throw new PackageException(contents.File, [.. surface.Reasons.Concat(facts.Reasons).Distinct()]);
        }

        string id = image.PluginId ?? IdentityCheck.IdFromName(image.Name);
        if (!IdentityCheck.IsValid(id))
        {
            throw PackageContents.Refuse(contents.File, ReasonCodes.InvalidId, $"holds a plugin with the id '{id}', which is none. Set [assembly: Plugin(\"…\")].");
        }

        return new PluginManifest
        {
            Id = id,
            Version = version.ToNormalizedString(),
            Main = main,
            TargetFramework = main.Split('/') is [_, var framework, _, ..] ? framework : "any",
            Host = Host(contents, settings.Host, image),
            Contracts = Contracts(image, facts),
            Symbols = [.. surface.Symbols.Select(s => new ManifestSymbol(s.Name, s.Kind, s.Signature))],
            RuntimeAssets = [.. contents.Paths.Select(p => (Path: p, Platform: PlatformOf(p))).Where(p => p.Platform is not null).Select(p => new ManifestAsset(p.Path, p.Platform!))],
            Files = contents.Paths.Where(p => !NuGetFiles.IsOwn(p))
                .ToImmutableSortedDictionary(p => p, p => contents.CopyTo(p, Stream.Null), StringComparer.Ordinal),
        };
    }

    /// <summary>The platform that a file is for, or null.</summary>
    public static string? PlatformOf(string path) => path.Split('/') is ["runtimes", var platform, _, _, ..] ? platform : null;

    private static string MainPath(PackageContents contents, string name, bool isSure)
    {
        (string Path, int Rank)[] dlls =
        [
            .. contents.Paths.Where(p => p.StartsWith("lib/", StringComparison.Ordinal) && p.Split('/').Length <= 3 && p.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                .Select(p => (Path: p, Rank: Rank(p))).OrderByDescending(p => p.Rank).ThenBy(p => p.Path, StringComparer.Ordinal),
        ];
        string? named = dlls.Select(d => d.Path).FirstOrDefault(p => Path.GetFileNameWithoutExtension(p).Equals(name, StringComparison.OrdinalIgnoreCase));
        string[] best = [.. dlls.Where(d => d.Rank == dlls[0].Rank).Select(d => d.Path)];
        return named ?? (best.Length == 1 && !isSure ? best[0] : throw PackageContents.Refuse(
            contents.File,
            PackageReasonCodes.NoPlugin,
            best.Length == 0
                ? "holds no assembly in lib/: there is no plugin in it."
                : $"holds {string.Join(", ", best.Take(5).Select(Path.GetFileName))} and no {name}.dll: it is not clear which is the plugin."));
    }

    // net10.0 before net8.0 before netstandard2.0.
    private static int Rank(string path) =>
        Framework().Match(path) is { Success: true } match
        && int.TryParse(match.Groups["major"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int major)
        && int.TryParse(match.Groups["minor"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            ? (major * 100) + minor
            : 0;

    private static string? Host(PackageContents contents, string? asked, AssemblyImage image)
    {
        if (!string.IsNullOrWhiteSpace(asked))
        {
            return VersionRange.TryParse(asked, out VersionRange? range)
                ? range.ToNormalizedString()
                : throw PackageContents.Refuse(contents.File, PackageReasonCodes.ManifestInvalid, $"should get the host range '{asked}', which is none. Write it as [0.1.0, 1.0.0).");
        }

        Version? built = image.References.FirstOrDefault(r => r.Name.Equals(Abstractions, StringComparison.OrdinalIgnoreCase))?.Version;
        return built is null ? null
            : new VersionRange(new NuGetVersion(built.Major, built.Minor, built.Build), true, new NuGetVersion(built.Major + 1, 0, 0), false).ToNormalizedString();
    }

    private static ImmutableArray<ManifestContract> Contracts(AssemblyImage image, ImageFacts facts) =>
    [
        .. facts.Implementations
            .Select(i => (i.Interface, i.Assembly, image.References.FirstOrDefault(r => r.Name == i.Assembly)?.Version))
            .Where(i => i.Version is not null)
            .Distinct()
            .OrderBy(i => i.Interface, StringComparer.Ordinal)
            .Select(i => new ManifestContract(i.Interface.Replace('/', '.'), i.Assembly, i.Version!.ToString())),
    ];

    [GeneratedRegex(@"^lib/net(coreapp)?(?<major>\d{1,4})\.(?<minor>\d{1,4})(-[^/]*)?/", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Framework();
}
