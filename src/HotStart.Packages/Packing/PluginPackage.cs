using System.Collections.Immutable;
using System.Security.Cryptography;
using NuGet.Versioning;

namespace HotStart.Packages.Packing;

/// <summary>
/// A NuGet package that was opened and looked through: nothing of it has been placed anywhere, and none of its code runs.
/// The file stays open until this is disposed, so that what was checked is what is laid out. One thread at a time.
/// </summary>
public sealed class PluginPackage : IDisposable
{
    private const long LargestManifest = 4 << 20;

    private PluginPackage(PackageContents contents, Nuspec nuspec, PluginManifest? manifest, string sha256)
    {
        Contents = contents;
        Id = nuspec.Id;
        Version = nuspec.Version;
        Dependencies = nuspec.Dependencies;
        Manifest = manifest;
        Sha256 = sha256;
        Entries = contents.Entries;
        Length = contents.Stream.Length;
    }

    /// <summary>The file.</summary>
    public string Path => Contents.File;

    /// <summary>The package's id.</summary>
    public string Id { get; }

    /// <summary>The package's version.</summary>
    public NuGetVersion Version { get; }

    /// <summary>The plugin's id: what the manifest says, else the package's.</summary>
    public string PluginId => Manifest?.Id ?? Id;

    /// <summary>The manifest, or <see langword="null"/> for a package that holds none, as ordinary libraries do.</summary>
    public PluginManifest? Manifest { get; }

    /// <summary>What it needs on the framework that this process runs.</summary>
    public ImmutableArray<PackageDependency> Dependencies { get; }

    /// <summary>All files in it, by path.</summary>
    public ImmutableArray<PackageEntry> Entries { get; }

    /// <summary>The SHA-256 of the file, as lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>The size of the file in bytes.</summary>
    public long Length { get; }

    internal PackageContents Contents { get; }

    /// <summary>Opens a package and makes all checks that need no other package.</summary>
    /// <param name="path">The <c>.nupkg</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">It is missing, damaged or unsafe, or its manifest is wrong; with all reasons.</exception>
    public static Task<PluginPackage> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = System.IO.Path.GetFullPath(path);
        return Task.Run(() => Open(full, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Lays out a folder that a host can run: the plugin with the assemblies of its dependencies and what of both is for this
    /// platform. Either the whole folder is there in the end or nothing; what a killed process leaves behind has a name that
    /// begins with a dot and ends in <c>.partial</c>, beside the folder.
    /// </summary>
    /// <param name="folder">The folder to make; it must not exist or be empty.</param>
    /// <param name="dependencies">What it depends on, opened.</param>
    /// <param name="cancellationToken">Gives up, and removes what was placed.</param>
    /// <returns>The full path of the plugin's main assembly.</returns>
    /// <exception cref="PackageException">The packages hold nothing for this framework, contradict each other, or are damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public Task<string> ExtractAsync(
        string folder, IReadOnlyList<PluginPackage> dependencies, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(dependencies);
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        return Task.Run(() => Extract(full, dependencies, cancellationToken), cancellationToken);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => Contents.Dispose();

    /// <summary>The path of the plugin's assembly in the package.</summary>
    /// <exception cref="PackageException">There is none, or several could be meant.</exception>
    internal string MainEntry() => Manifest?.Main ?? PackageAssets.Main(Contents, Id);

    private static PluginPackage Open(string path, CancellationToken cancellationToken)
    {
        PackageContents contents = PackageContents.Open(path);
        try
        {
            Nuspec nuspec = Nuspec.Read(contents);
            List<Reason> reasons = [];
            PluginManifest? manifest = null;
            if (contents.Holds(PluginManifest.FileName))
            {
                manifest = ManifestReader.Read(path, contents.Read(PluginManifest.FileName, LargestManifest), reasons);
                if (manifest is not null)
                {
                    ManifestCheck.Run(manifest, nuspec.Version.ToNormalizedString(), contents, reasons, cancellationToken);
                }
            }

            if (reasons.Count > 0)
            {
                throw new PackageException(path, [.. reasons]);
            }

            contents.Stream.Position = 0;
            return new PluginPackage(contents, nuspec, manifest, Convert.ToHexStringLower(SHA256.HashData(contents.Stream)));
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    private string Extract(string folder, IReadOnlyList<PluginPackage> dependencies, CancellationToken cancellationToken)
    {
        string main = MainEntry();
        string name = main[(main.LastIndexOf('/') + 1)..];

        // A build for this platform takes the place of the one in lib/.
        string place = PackageAssets.Of(Contents, isPlugin: true)
            .FirstOrDefault(f => f.Entry == main || (f.Place == name && f.Entry.StartsWith("runtimes/", StringComparison.Ordinal)))?.Place
            ?? throw PackageContents.Refuse(Path, ReasonCodes.WrongFramework, $"has its plugin at '{main}', which is not what this host's framework takes from it. Pack it for {Nuspec.Running.GetShortFolderName()}.");
        FolderLayout layout = new(folder);
        layout.Add(Contents, isPlugin: true);
        foreach (PluginPackage dependency in dependencies)
        {
            layout.Add(dependency.Contents, isPlugin: false);
        }

        layout.Write(cancellationToken);
        return System.IO.Path.Combine(folder, place);
    }
}
