using System.Collections.Immutable;
using HotStart.Flow.Candidates;
using NuGet.Frameworks;

namespace HotStart.Packages.Packing;

/// <summary>Chooses among the files of a package those that run on this framework and platform.</summary>
internal static class PackageAssets
{
    private const string Library = "lib/";
    private const string Empty = "_._";

    /// <summary>All files to place.</summary>
    /// <param name="contents">The package.</param>
    /// <param name="isPlugin">Whether everything beside the assemblies is placed too.</param>
    /// <exception cref="PackageException">It holds assemblies, but none for the framework that this process runs.</exception>
    public static ImmutableArray<PlacedFile> Of(PackageContents contents, bool isPlugin)
    {
        Dictionary<string, string> places = new(StringComparer.OrdinalIgnoreCase);
        foreach (PlacedFile file in Nearest(contents, Library, isPlugin) ?? throw Unfit(contents))
        {
            places[file.Place] = file.Entry;
        }

        foreach (PlacedFile file in ForPlatform(contents))
        {
            places[file.Place] = file.Entry;
        }

        return [.. places.Select(p => new PlacedFile(p.Key, p.Value)).OrderBy(p => p.Place, StringComparer.Ordinal)];
    }

    /// <summary>The path of the assembly that is the plugin, where no manifest names it.</summary>
    /// <exception cref="PackageException">There is none, or several could be meant.</exception>
    public static string Main(PackageContents contents, string id)
    {
        string[] dlls =
        [
            .. (Nearest(contents, Library, all: false) ?? throw Unfit(contents))
                .Where(f => !f.Place.Contains('/', StringComparison.Ordinal) && f.Place.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                .Select(f => f.Entry),
        ];
        return dlls.FirstOrDefault(d => Path.GetFileNameWithoutExtension(d).Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? (dlls.Length == 1 ? dlls[0] : throw PackageContents.Refuse(
                contents.File,
                PackageReasonCodes.NoPlugin,
                dlls.Length == 0
                    ? "holds no assembly in lib/: it is no plugin. Pack a plugin with dotnet pack or hotstart pack."
                    : $"holds {dlls.Length} assemblies ({string.Join(", ", dlls.Take(5).Select(Path.GetFileName))}) and no {PluginManifest.FileName} that says which is the plugin. Pack it with hotstart pack."));
    }

    // Null where there are folders for frameworks and none fits; empty where there are none at all.
    private static ImmutableArray<PlacedFile>? Nearest(PackageContents contents, string folder, bool all)
    {
        ILookup<string, string> byFramework = contents.Paths
            .Where(p => p.StartsWith(folder, StringComparison.Ordinal))
            .ToLookup(p => p[folder.Length..].Split('/') is [var framework, _, ..] ? framework : "");
        List<(string Name, NuGetFramework Framework)> known = [];
        foreach (IGrouping<string, string> group in byFramework)
        {
            NuGetFramework framework = group.Key.Length == 0 ? NuGetFramework.AnyFramework : NuGetFramework.ParseFolder(group.Key);
            if (!framework.IsUnsupported)
            {
                known.Add((group.Key, framework));
            }
        }

        if (byFramework.Count == 0)
        {
            return [];
        }

        NuGetFramework? nearest = new FrameworkReducer().GetNearest(Nuspec.Running, known.Select(k => k.Framework));
        if (nearest is null)
        {
            return null;
        }

        string chosen = known.First(k => k.Framework.Equals(nearest)).Name;
        string prefix = chosen.Length == 0 ? folder : $"{folder}{chosen}/";
        return [.. byFramework[chosen].Select(p => new PlacedFile(p[prefix.Length..], p)).Where(f => f.Place != Empty && (all || IsAssembly(f.Place)))];
    }

    private static IEnumerable<PlacedFile> ForPlatform(PackageContents contents)
    {
        foreach (string platform in NativeAssets.Platforms)
        {
            ImmutableArray<PlacedFile> managed = Nearest(contents, $"runtimes/{platform}/lib/", all: false) ?? [];
            if (!managed.IsEmpty)
            {
                foreach (PlacedFile file in managed)
                {
                    yield return file;
                }

                break;
            }
        }

        foreach (string platform in NativeAssets.Platforms)
        {
            string folder = $"runtimes/{platform}/native/";
            string[] natives = [.. contents.Paths.Where(p => p.StartsWith(folder, StringComparison.Ordinal) && !p.EndsWith(Empty, StringComparison.Ordinal))];
            if (natives.Length > 0)
            {
                foreach (string native in natives)
                {
                    yield return new PlacedFile(native, native);
                }

                yield break;
            }
        }
    }

    private static bool IsAssembly(string place) => place.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static PackageException Unfit(PackageContents contents)
    {
        IEnumerable<string> frameworks = contents.Paths.Where(p => p.StartsWith(Library, StringComparison.Ordinal))
            .Select(p => p.Split('/')[1]).Distinct().Take(5);
        return PackageContents.Refuse(
            contents.File, ReasonCodes.WrongFramework,
            $"holds assemblies for {string.Join(", ", frameworks)}; this host runs {Nuspec.Running.GetShortFolderName()}. Take a version that was built for it.");
    }
}
