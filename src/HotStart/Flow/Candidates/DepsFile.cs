using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>What a <c>.deps.json</c> says about the files of an artifact and the projects it was built from.</summary>
internal sealed record DepsFile(ImmutableArray<DepsAsset> Assets, ImmutableArray<string> Projects, ImmutableArray<string> RuntimePackAssemblies)
{
    private static readonly string[] Kinds = ["runtime", "native", "resources", "runtimeTargets"];

    /// <summary>Assets whose path leads out of the folder that it starts from.</summary>
    public IEnumerable<DepsAsset> Outside => Assets.Where(a => LeadsOut(a.Key) || (a.Locale is { } l && LeadsOut(l)));

    public static string Beside(string dll) => Path.ChangeExtension(dll, ".deps.json");

    /// <summary>Reads a file; a missing one is not a problem, <paramref name="problem"/> is null then.</summary>
    public static bool TryRead(string path, [NotNullWhen(true)] out DepsFile? deps, out Reason? problem)
    {
        deps = null;
        problem = null;
        try
        {
            using FileStream stream = new(LinuxFile.OpenToLook(path), FileAccess.Read, bufferSize: 0);
            using JsonDocument document = JsonDocument.Parse(stream);
            deps = Read(document.RootElement);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            problem = new Reason(
                ReasonCodes.Unreadable, $"'{path}' is not a readable .deps.json: {e.Message} Build the plugin again, or delete the file.", path);
            return false;
        }
    }

    private static DepsFile Read(JsonElement root)
    {
        ImmutableArray<DepsAsset>.Builder assets = ImmutableArray.CreateBuilder<DepsAsset>();
        ImmutableArray<string>.Builder projects = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string>.Builder packAssemblies = ImmutableArray.CreateBuilder<string>();
        HashSet<string> packs = new(StringComparer.Ordinal);
        foreach (JsonProperty library in Members(root, "libraries"))
        {
            string type = library.Value.TryGetProperty("type", out JsonElement t) ? t.GetString() ?? "" : "";
            if (type == "project")
            {
                projects.Add(library.Name.Split('/')[0]);
            }
            else if (type == "runtimepack")
            {
                packs.Add(library.Name);
            }
        }

        foreach (JsonProperty target in Members(root, "targets"))
        {
            foreach (JsonProperty library in target.Value.EnumerateObject())
            {
                foreach (DepsAsset asset in AssetsOf(library.Value))
                {
                    if (!packs.Contains(library.Name))
                    {
                        assets.Add(asset);
                    }
                    else if (asset.Kind == "runtime")
                    {
                        packAssemblies.Add(Path.GetFileNameWithoutExtension(asset.FileName));
                    }
                }
            }
        }

        return new DepsFile(assets.ToImmutable(), projects.ToImmutable(), packAssemblies.ToImmutable());
    }

    private static IEnumerable<DepsAsset> AssetsOf(JsonElement library)
    {
        foreach (string kind in Kinds)
        {
            foreach (JsonProperty asset in Members(library, kind))
            {
                string key = asset.Name.Replace('\\', '/');
                string name = key[(key.LastIndexOf('/') + 1)..];
                if (name is "" or "_._")
                {
                    continue;
                }

                string? locale = kind == "resources" && asset.Value.TryGetProperty("locale", out JsonElement l) ? l.GetString() : null;
                yield return new DepsAsset(key, name, kind, locale);
            }
        }
    }

    private static IEnumerable<JsonProperty> Members(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement members) ? members.EnumerateObject() : [];

    private static bool LeadsOut(string path)
    {
        if (path.StartsWith('/') || Path.IsPathRooted(path) || path.Contains(':') || path.Contains('\0'))
        {
            return true;
        }

        int depth = 0;
        foreach (string part in path.Split('/', '\\'))
        {
            depth += part switch { ".." => -1, "" or "." => 0, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }
}
