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
    /// <param name="isNewer">
    /// Whether a file or folder may have been read before it became what it is; null where nothing was read. Such a one
    /// counts as changed: a failure that it mends must not be the last word.
    /// </param>
    public Beyond(IEnumerable<string> files, IEnumerable<string> folders, Func<FileEntry, bool>? isNewer = null)
    {
        _folders = [.. folders.Distinct(StringComparer.Ordinal)];
        _files = [.. files.Distinct(StringComparer.Ordinal).Where(f => !IsInFolder(f))];
        Known = isNewer is null ? Look()
            : [.. Look().Concat(ChangedFolders(isNewer)).Select(f => isNewer(f) ? f with { Stamp = FileStamp.Missing } : f).OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>How it was when it was read.</summary>
    public ImmutableArray<FileEntry> Known { get; }

    /// <summary>The folders that have to be watched for it, and whether all that is below them counts.</summary>
    public IEnumerable<(string Folder, bool Below)> Places =>
        _folders.Select(f => (f, true)).Concat(Known.Where(f => !IsInFolder(f.Path) && !_folders.Contains(f.Path)).Select(f => (Path.GetDirectoryName(f.Path)!, false))).Distinct();

    public bool Contains(string path) => _files.Contains(path) || IsInFolder(path);

    /// <summary>What is there now, sorted by path.</summary>
    public ImmutableArray<FileEntry> Look() =>
    [
        .. _files.Select(f => new FileEntry(f, FileStamp.Of(f))).Where(f => f.Stamp.Kind == FileStampKind.File)
            .Concat(_folders.SelectMany(f => UnitFiles.Below(f, sources: true).Files))
            .DistinctBy(f => f.Path)
            .OrderBy(f => f.Path, StringComparer.Ordinal),
    ];

    // Something was deleted from them, maybe: what is not there any more has no time of its own.
    private IEnumerable<FileEntry> ChangedFolders(Func<FileEntry, bool> isNewer) =>
        _folders.SelectMany(f => UnitFiles.Below(f, sources: true).Folders).Where(isNewer).DistinctBy(f => f.Path);

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
