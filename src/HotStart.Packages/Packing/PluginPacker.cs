using System.Collections.Immutable;
using HotStart.Flow.Candidates;

namespace HotStart.Packages.Packing;

/// <summary>Makes a package of a plugin: of a project by <c>dotnet pack</c>, of source or a DLL with its folder by itself.</summary>
public static class PluginPacker
{
    /// <summary>Makes the package and checks it as an installation would.</summary>
    /// <param name="path">A project, a C# file, a DLL, or a folder that holds one.</param>
    /// <param name="outputFolder">Where the package goes; it is made if it is missing. A package of the same name there is replaced.</param>
    /// <param name="options">What the plugin does not say itself.</param>
    /// <param name="cancellationToken">Ends a build under way, too.</param>
    /// <exception cref="PackageException">It is not there, does not build, or holds no plugin; with all reasons.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<PackedPlugin> PackAsync(
        string path, string outputFolder, PluginPackOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(outputFolder);
        options ??= new PluginPackOptions();
        string output = System.IO.Path.GetFullPath(outputFolder);
        string work = Directory.CreateTempSubdirectory("hotstart-pack-").FullName;
        try
        {
            Artifact artifact = ArtifactResolver.Resolve(path);
            (string draft, string? assembly, ImmutableArray<Reason> warnings) = artifact.Kind == ArtifactKind.Project
                ? await ProjectPack.RunAsync(artifact.Path, work, options, cancellationToken).ConfigureAwait(false)
                : await FolderPack.RunAsync(artifact, work, options, cancellationToken).ConfigureAwait(false);
            ManifestPacker.Add(draft, new ManifestSettings(assembly, options.Host));
            using PluginPackage package = await PluginPackage.OpenAsync(draft, cancellationToken).ConfigureAwait(false);
            Directory.CreateDirectory(output);
            string target = System.IO.Path.Combine(output, $"{package.Id}.{package.Version.ToNormalizedString()}.nupkg");
            Place(draft, target);
            return new PackedPlugin(target, package.Id, package.Manifest!, package.Sha256, package.Length, warnings);
        }
        catch (ArtifactException e)
        {
            throw new PackageException(path, e.Reason, e);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // Another disk, perhaps: a rename must be from beside the target to be whole or not at all.
    private static void Place(string draft, string target)
    {
        string beside = $"{target}.{Guid.NewGuid():N}.partial";
        try
        {
            File.Copy(draft, beside);
            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
