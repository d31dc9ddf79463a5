using System.Collections.Immutable;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// What lies outside of an artifact's own folder and is part of it all the same: projects that it refers to, linked files,
/// settings in the folders above. Immutable.
/// </summary>
internal sealed class Beyond
{
    private readonly ImmutableArray<string> _files;
    private readonly ImmutableArray<string> _folders;

    /// <param name="files">Full paths; they need not exist.</param>
    /// <param name="folders">Folders all of whose sources belong to it.</param>
    public Beyond(IEnumerable<string> files, IEnumerable<string> folders)
    {
        _folders = [.. folders.Distinct(StringComparer.Ordinal)];
        _files = [.. files.Distinct(StringComparer.Ordinal).Where(f => !IsInFolder(f))];
        Known = Look();
    }

    /// <summary>How it was when this was made.</summary>
    public ImmutableArray<FileEntry> Known { get; }

    /// <summary>The folders that have to be watched for it, and whether all that is below them counts.</summary>
    public IEnumerable<(string Folder, bool Below)> Places =>
        _folders.Select(f => (f, true)).Concat(Known.Where(f => !IsInFolder(f.Path)).Select(f => (Path.GetDirectoryName(f.Path)!, false))).Distinct();

    public bool Contains(string path) => _files.Contains(path) || IsInFolder(path);

    /// <summary>What is there now, sorted by path.</summary>
    public ImmutableArray<FileEntry> Look() =>
    [
        .. _files.Select(f => new FileEntry(f, FileStamp.Of(f))).Where(f => f.Stamp.Kind == FileStampKind.File)
            .Concat(_folders.SelectMany(f => UnitFiles.Below(f, sources: true).Files))
            .DistinctBy(f => f.Path)
            .OrderBy(f => f.Path, StringComparer.Ordinal),
    ];

    private bool IsInFolder(string path)
    {
        foreach (string folder in _folders)
        {
            if (path.Length > folder.Length && path[folder.Length] == Path.DirectorySeparatorChar && path.StartsWith(folder, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
