namespace HotStart.Cli.Running;

/// <summary>Tells which source file of a project changed since it was looked at last.</summary>
internal sealed class SourceLook
{
    private readonly string _project;
    private Dictionary<string, (DateTime Written, long Length)> _seen;

    /// <param name="project">The project file.</param>
    public SourceLook(string project)
    {
        _project = project;
        _seen = Look();
    }

    /// <summary>The file name of the newest change, or of the project where none can be told.</summary>
    public string Changed()
    {
        Dictionary<string, (DateTime Written, long Length)> now = Look();
        string? file = now
            .Where(f => !_seen.TryGetValue(f.Key, out (DateTime, long) before) || before != f.Value)
            .OrderByDescending(f => f.Value.Written)
            .Select(f => f.Key)
            .FirstOrDefault() ?? _seen.Keys.FirstOrDefault(f => !now.ContainsKey(f));
        _seen = now;
        return Path.GetFileName(file ?? _project);
    }

    private Dictionary<string, (DateTime Written, long Length)> Look()
    {
        DirectoryInfo folder = new(Path.GetDirectoryName(_project)!);
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
