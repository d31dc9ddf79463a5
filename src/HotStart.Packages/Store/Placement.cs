using System.Collections.Immutable;
using HotStart.Packages.Releases;

namespace HotStart.Packages.Store;

/// <summary>Brings what arrived into the store's folders, or into a passing one for a plan. The rows come later.</summary>
internal sealed class Placement(StoreCore core, Release active, ChangeOptions options)
{
    /// <summary>Breaking changes that were allowed by name, by plugin.</summary>
    public Dictionary<string, ImmutableArray<string>> AllowedBreaks { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Places a version: laid out in a working folder, looked at there, and only then given its name.</summary>
    /// <exception cref="PackageException">It is refused; nothing of it is left.</exception>
    public async Task<(StoredVersion Version, PlacedContent Content)> PlaceAsync(ArrivedVersion arrived, CancellationToken cancellationToken)
    {
        string main = "";
        PlacedContent content = await core.Content.PlaceAsync(
            async (working, token) => main = await LayOutAsync(arrived, working, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach ((StoredPackage package, string file) in arrived.Packages)
        {
            await core.Content.KeepPackageAsync(package.Hash, file, cancellationToken).ConfigureAwait(false);
        }

        core.Content.FlushPackages();
        StoredVersion version = new()
        {
            PluginId = arrived.PluginId,
            Version = arrived.Version,
            PackageId = arrived.PackageId,
            Content = content.Hash,
            MainFile = Path.Combine(core.Paths.ContentOf(content.Hash), main),
            Bytes = content.Bytes,
            AddedAt = core.Time.GetUtcNow(),
            Source = arrived.Source,
            Packages = [.. arrived.Packages.Select(p => p.Package)],
        };
        return (version, content);
    }

    /// <summary>Makes the same checks and leaves nothing.</summary>
    public async Task TryAsync(ArrivedVersion arrived, CancellationToken cancellationToken)
    {
        string passing = Path.Combine(Path.GetTempPath(), $"hotstart-plan-{Guid.NewGuid():N}");
        Directory.CreateDirectory(passing);
        try
        {
            await LayOutAsync(arrived, passing, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(passing, recursive: true);
        }
    }

    /// <summary>Checks a version that is in the store already.</summary>
    public async Task CheckAsync(StoredVersion version, CancellationToken cancellationToken) => AllowedBreaks[version.PluginId] =
        await CompatibilityGate.CheckAsync(version.MainFile, version.PluginId, version.Version, Before(version.PluginId), options.AllowBreaking, cancellationToken).ConfigureAwait(false);

    private async Task<string> LayOutAsync(ArrivedVersion arrived, string working, CancellationToken cancellationToken)
    {
        string draft = Path.Combine(working, "plugin");
        string main = Path.GetFileName(await arrived.ExtractAsync(draft, cancellationToken).ConfigureAwait(false));

        // A folder with the name of a DLL in it: then that is the main one, whatever else lies there.
        string stem = Path.GetFileNameWithoutExtension(main);
        string folder = Path.Combine(working, stem);
        if (stem != "plugin")
        {
            Directory.Move(draft, folder);
        }

        AllowedBreaks[arrived.PluginId] = await CompatibilityGate.CheckAsync(
            Path.Combine(folder, main), arrived.PluginId, arrived.Version, Before(arrived.PluginId), options.AllowBreaking, cancellationToken).ConfigureAwait(false);
        return Path.Combine(stem, main);
    }

    private ReleasePlugin? Before(string plugin) =>
        active.Plugins.FirstOrDefault(p => p.PluginId.Equals(plugin, StringComparison.OrdinalIgnoreCase));
}
