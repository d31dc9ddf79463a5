using System.Collections.Immutable;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Versioning;

namespace HotStart.Packages.Packing;

/// <summary>Packs a DLL with all that belongs to it, or source after it was compiled.</summary>
internal static class FolderPack
{
    public static async Task<(string Package, string? Assembly, ImmutableArray<Reason> Warnings)> RunAsync(
        Artifact artifact, string work, PluginPackOptions options, CancellationToken cancellationToken)
    {
        ImmutableArray<Reason> warnings = [];
        string source = artifact.Path;
        string name = artifact.Name;
        if (artifact.Kind != ArtifactKind.Assembly)
        {
            using ArtifactBuilders builders = new(new PluginHostOptions());
            BuildResult build = await builders.For(artifact).BuildAsync(artifact, Path.Combine(work, "build"), cancellationToken).ConfigureAwait(false);
            if (!build.Succeeded)
            {
                throw new PackageException(source, build.Errors);
            }

            (artifact, warnings) = (build.Artifact, build.Warnings);
        }

        ImageReading reading = AssemblyImage.Read(artifact.Path);
        if (reading.Image is not { } image)
        {
            throw new PackageException(source, reading.Reasons);
        }

        string package = Path.Combine(work, "draft.nupkg");
        Build(artifact, image, source, name, options, package);
        return (package, Path.GetFileNameWithoutExtension(artifact.Path), warnings);
    }

    private static void Build(Artifact artifact, AssemblyImage image, string source, string name, PluginPackOptions options, string package)
    {
        string id = options.Id ?? image.PluginId ?? IdentityCheck.IdFromName(name);
        string version = options.Version ?? image.PluginVersion ?? image.InformationalVersion ?? image.Version.ToString(3);
        string framework = image.TargetFramework is { Length: > 0 } target ? NuGetFramework.Parse(target).GetShortFolderName() : Nuspec.Running.GetShortFolderName();
        PackageBuilder builder = new(deterministic: true)
        {
            Id = PackageIdValidator.IsValidPackageId(id) ? id : throw Odd($"the id '{id}', which no package may have. Name another with --id"),
            Version = NuGetVersion.TryParse(version, out NuGetVersion? parsed) ? WithoutBuild(parsed) : throw Odd($"the version '{version}', which is none that NuGet knows. Name one with --version"),
            Description = $"The HotStart plugin {image.PluginId ?? id}.",
        };
        builder.Authors.Add(id);
        builder.DependencyGroups.Add(new PackageDependencyGroup(NuGetFramework.ParseFolder(framework), []));
        foreach (SourceFile file in ArtifactFiles.List(artifact).Where(f => !IsHostsOwn(f.Relative)))
        {
            builder.Files.Add(new PhysicalPackageFile { SourcePath = file.FullPath, TargetPath = Place(file.Relative, framework) });
        }

        using FileStream stream = new(package, FileMode.CreateNew, FileAccess.ReadWrite);
        builder.Save(stream);

        PackageException Odd(string what) => new(source, new Reason(ReasonCodes.InvalidId, $"'{source}' has {what}.", source));
    }

    // Files for platforms have a place of their own in a package.
    private static string Place(string relative, string framework) =>
        ManifestMaker.PlatformOf(relative) is not null ? relative : $"lib/{framework}/{relative}";

    private static NuGetVersion WithoutBuild(NuGetVersion version) =>
        new(version.Major, version.Minor, version.Patch, version.Revision, version.ReleaseLabels, metadata: null);

    private static bool IsHostsOwn(string relative) =>
        !relative.Contains('/', StringComparison.Ordinal) && (Path.GetFileNameWithoutExtension(relative) is "HotStart" or "HotStart.Abstractions");
}
