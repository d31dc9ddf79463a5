namespace HotStart.Cli.Running;

/// <summary>Tells which source file of a folder changed since it was looked at last.</summary>
internal sealed class SourceLook
{
    private readonly string _folder;
    private readonly string _name;
    private Dictionary<string, (DateTime Written, long Length)> _seen;

    /// <param name="folder">Where they are.</param>
    /// <param name="name">What stands for all of them: the project file, or the folder.</param>
    public SourceLook(string folder, string name)
    {
        _folder = folder;
        _name = name;
        _seen = Look();
    }

    /// <summary>The file name of the newest change, or the name of all where none can be told.</summary>
    public string Changed()
    {
        Dictionary<string, (DateTime Written, long Length)> now = Look();
        string? file = now
            .Where(f => !_seen.TryGetValue(f.Key, out (DateTime, long) before) || before != f.Value)
            .OrderByDescending(f => f.Value.Written)
            .Select(f => f.Key)
            .FirstOrDefault() ?? _seen.Keys.FirstOrDefault(f => !now.ContainsKey(f));
        _seen = now;
        return Path.GetFileName(file ?? _name);
    }

    private Dictionary<string, (DateTime Written, long Length)> Look() => Files(_folder);

    /// <summary>All sources of a folder, or the one file; empty where it cannot be looked at just now.</summary>
    public static Dictionary<string, (DateTime Written, long Length)> Files(string path)
    {
        FileInfo file = new(path);
        if (file.Exists)
        {
            return new() { [path] = (file.LastWriteTimeUtc, file.Length) };
        }

        DirectoryInfo folder = new(path);
        EnumerationOptions below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16 };
        try
        {
            return folder.EnumerateFiles("*", below)
                .Where(f => IsSource(Path.GetRelativePath(folder.FullName, f.FullName)))
                .ToDictionary(f => f.FullName, f => (f.LastWriteTimeUtc, f.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // being replaced just now; the name of the project does
        }
    }

    private static bool IsSource(string relative) =>
        !relative.Split('/', '\\').Any(part => part is "bin" or "obj" || part.StartsWith('.') || part.EndsWith('~'));
}
