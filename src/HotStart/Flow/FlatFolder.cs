using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;

namespace HotStart.Flow;

/// <summary>
/// Tells which artifacts a change in a folder of plugins concerns: a DLL that lies flat in it may be just a dependency
/// of plugins beside it. Looks at the folder once, when it first has to.
/// </summary>
internal sealed class FlatFolder(string folder, PluginTable plugins)
{
    private readonly Lazy<IReadOnlyList<ArtifactFinding>> _found = new(() => Scan(folder));

    /// <summary>The artifacts to load anew where this changed.</summary>
    /// <param name="path">A subfolder, or a DLL that lies flat.</param>
    public IEnumerable<string> ArtifactsOf(string path)
    {
        if (Directory.Exists(path) || plugins.FindByArtifact(path) is not null || _found.Value.Any(f => f.Path == path))
        {
            return [path];
        }

        // By what lies there now, not by what runs: one that was refused for want of this file needs it, too.
        string name = Path.GetFileName(path);
        return _found.Value
            .Where(f => f.Artifact is { OwnsRoot: false } artifact && Has(artifact, name))
            .Select(f => f.Path);
    }

    /// <summary>The first artifact in the folder that is no plugin's and has this id, or null.</summary>
    public static string? HeirOf(string pluginId, string folder, PluginTable plugins) => Scan(folder)
        .Where(f => f.Artifact is { } artifact && plugins.FindByArtifact(f.Path) is null && IdOf(artifact) is { } id
            && id.Equals(pluginId, StringComparison.OrdinalIgnoreCase))
        .Select(f => f.Path)
        .FirstOrDefault();

    private static IReadOnlyList<ArtifactFinding> Scan(string folder) =>
        Directory.Exists(folder) ? ArtifactResolver.Scan(folder) : [];

    private static string? IdOf(Artifact artifact) =>
        AssemblyImage.Read(artifact.Path).Image is { } image ? CandidateChecks.Identity(image, artifact).Id : null;

    private static bool Has(Artifact artifact, string name)
    {
        try
        {
            return ArtifactFiles.List(artifact).Exists(f => f.Relative == name);
        }
        catch (Exception e) when (e is ArtifactException or IOException or UnauthorizedAccessException)
        {
            // It cannot be told what belongs to it: loading it anew says why.
            return true;
        }
    }
}
