namespace HotStart.Flow.Candidates;

/// <summary>What is on disk for one plugin.</summary>
/// <param name="Kind">What sort of artifact.</param>
/// <param name="Path">
/// The full path that names it: the main DLL's, the project file's or the C# file's. For a folder that holds a DLL it is
/// the DLL's; for a folder of C# files it is the folder itself.
/// </param>
/// <param name="Root">The folder whose files belong to it: a plugin folder, or the folder of a flat DLL.</param>
/// <param name="OwnsRoot">Whether all of <paramref name="Root"/> is this plugin's, or just the files beside the DLL that belong to it.</param>
internal sealed record Artifact(ArtifactKind Kind, string Path, string Root, bool OwnsRoot)
{
    /// <summary>The plugin id where the code names none.</summary>
    public string Name => IsSourceFolder ? System.IO.Path.GetFileName(Path) : System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>
    /// The path that leads to it again. A DLL in a folder of its own is named by the folder: by its own path it would be one
    /// without the other files that lie there.
    /// </summary>
    public string Locator => Kind == ArtifactKind.Assembly && OwnsRoot ? Root : Path;

    /// <summary>Whether it is a folder of C# files.</summary>
    public bool IsSourceFolder => Kind == ArtifactKind.Source && OwnsRoot;

    /// <summary>Whether it is still on disk.</summary>
    public bool IsThere => IsSourceFolder ? SourceFiles.AnyIn(Path) : File.Exists(Path);
}
