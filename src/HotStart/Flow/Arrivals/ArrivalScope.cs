namespace HotStart.Flow.Arrivals;

/// <summary>What is watched. Made by its static methods.</summary>
internal sealed record ArrivalScope
{
    private ArrivalScope(ArrivalScopeKind kind, string folder, string path)
    {
        Kind = kind;
        Folder = folder;
        Path = path;
    }

    public ArrivalScopeKind Kind { get; }

    /// <summary>The full path of the folder to watch. It need not exist.</summary>
    public string Folder { get; }

    /// <summary>The full path of what was given: the folder, the DLL, the project.</summary>
    public string Path { get; }

    /// <summary>A folder of plugins: its subfolders, and the DLLs that lie flat in it, come and go.</summary>
    public static ArrivalScope PluginFolder(string folder)
    {
        string full = Full(folder);
        return new(ArrivalScopeKind.PluginFolder, full, full);
    }

    /// <summary>One DLL, with what belongs to it in its folder.</summary>
    public static ArrivalScope Dll(string dll)
    {
        string full = Full(dll);
        return new(ArrivalScopeKind.Dll, FolderOf(full), full);
    }

    /// <summary>One C# file.</summary>
    public static ArrivalScope Source(string file)
    {
        string full = Full(file);
        return new(ArrivalScopeKind.Source, FolderOf(full), full);
    }

    /// <summary>One plugin's folder: all that is in it and below.</summary>
    public static ArrivalScope OneFolder(string folder)
    {
        string full = Full(folder);
        return new(ArrivalScopeKind.OneFolder, full, full);
    }

    /// <summary>One project: the sources in its folder and below.</summary>
    /// <param name="project">The project file or its folder.</param>
    public static ArrivalScope Project(string project)
    {
        string full = Full(project);
        bool isFile = System.IO.Path.GetExtension(full).EndsWith("proj", StringComparison.OrdinalIgnoreCase);
        return new(ArrivalScopeKind.Project, isFile ? FolderOf(full) : full, full);
    }

    private static string Full(string path) =>
        System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    private static string FolderOf(string file) =>
        System.IO.Path.GetDirectoryName(file)
            ?? throw new ArgumentException($"'{file}' is not a file in a folder; give the path of a DLL or project.", nameof(file));
}
