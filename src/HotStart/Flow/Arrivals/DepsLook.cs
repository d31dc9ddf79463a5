using System.Collections.Immutable;
using System.Text.Json;

namespace HotStart.Flow.Arrivals;

/// <summary>Which files a <c>.deps.json</c> says lie beside it.</summary>
/// <param name="IsWhole">Whether it could be parsed; half a file cannot.</param>
/// <param name="FromProjects">Files of the projects it was built from, relative: always deployed.</param>
/// <param name="FromPackages">Files of packages, relative: a plain build of a library leaves them in the package cache.</param>
internal sealed record DepsLook(bool IsWhole, ImmutableArray<string> FromProjects, ImmutableArray<string> FromPackages)
{
    private static readonly DepsLook _torn = new(false, [], []);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static DepsLook At(string path)
    {
        using FileStream stream = new(LinuxFile.OpenToLook(path), FileAccess.Read);
        try
        {
            using JsonDocument json = JsonDocument.Parse(stream);
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return _torn;
        }
    }

    private static DepsLook Read(JsonElement root)
    {
        if (!root.TryGetProperty("targets", out JsonElement targets))
        {
            return new(true, [], []);
        }

        string? current = root.TryGetProperty("runtimeTarget", out JsonElement runtime)
            && runtime.TryGetProperty("name", out JsonElement name) ? name.GetString() : null;
        HashSet<string> projects = new(StringComparer.Ordinal);
        HashSet<string> packages = new(StringComparer.Ordinal);
        foreach (JsonProperty target in targets.EnumerateObject().Where(t => current is null || t.NameEquals(current)))
        {
            foreach (JsonProperty library in target.Value.EnumerateObject())
            {
                bool isProject = root.TryGetProperty("libraries", out JsonElement libraries)
                    && libraries.TryGetProperty(library.Name, out JsonElement about)
                    && about.TryGetProperty("type", out JsonElement type)
                    && type.ValueEquals("project");
                (isProject ? projects : packages).UnionWith(Assets(library.Value));
            }
        }

        return new(true, [.. projects], [.. packages]);
    }

    private static IEnumerable<string> Assets(JsonElement library)
    {
        foreach (JsonProperty group in library.EnumerateObject())
        {
            if (group.Name is not ("runtime" or "native" or "resources" or "runtimeTargets"))
            {
                continue;
            }

            foreach (JsonProperty asset in group.Value.EnumerateObject())
            {
                // Assets are named as in their package; all but those for several platforms are deployed by file name.
                string file = asset.Name[(asset.Name.LastIndexOf('/') + 1)..];
                if (file is "" or "_._" || asset.Name.Split('/').Contains(".."))
                {
                    continue;
                }

                yield return group.Name switch
                {
                    "runtimeTargets" => asset.Name,
                    "resources" when asset.Value.TryGetProperty("locale", out JsonElement locale) =>
                        $"{locale.GetString()}/{file}",
                    _ => file,
                };
            }
        }
    }
}
