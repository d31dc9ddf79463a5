using System.Collections.Immutable;
using System.Text.Json;
using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>A set of plugins as a person writes it down: <c>release.json</c>. Immutable.</summary>
public sealed record ReleaseFile
{
    /// <summary>The name that the release gets. Default: its number.</summary>
    public string? Name { get; init; }

    /// <summary>All its plugins, by id of the plugin or its package. A plugin that is not named here leaves.</summary>
    public required ImmutableSortedDictionary<string, ReleaseFilePlugin> Plugins { get; init; }

    /// <summary>Reads a file; comments and trailing commas are fine.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StoreException">It is missing, or does not say what it should.</exception>
    public static ReleaseFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreReasons.BadReleaseFile, $"'{path}' could not be read: {e.Message}", e);
        }
    }

    /// <summary>The same for its text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <exception cref="StoreException">It does not say what it should.</exception>
    public static ReleaseFile Parse(string text, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ReleaseFileJson.Default.ReleaseFile)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new StoreException(StoreReasons.BadReleaseFile, $"'{name}' is no release file: {e.Message} Expected is {{ \"name\": \"spring\", \"plugins\": {{ \"pricing\": {{ \"version\": \"1.1.0\", \"settings\": {{ \"currency\": \"EUR\" }} }} }} }}.", e);
        }
    }

    /// <summary>As a file's text.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, ReleaseFileJson.Default.ReleaseFile);

    /// <summary>What a release says, as a file.</summary>
    internal static ReleaseFile Of(Release release) => new()
    {
        Name = release.Name,
        Plugins = release.Plugins.ToImmutableSortedDictionary(
            p => p.PluginId,
            p => new ReleaseFilePlugin { Package = p.Version.PackageId, Version = p.Version.Version, Settings = p.Settings }),
    };
}
