using System.Collections.Immutable;
using System.IO.Enumeration;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Arrivals;

/// <summary>Lists the files of a folder and of those below it.</summary>
internal sealed class UnitFiles
{
    private const int MaxDepth = 16;

    private static readonly EnumerationOptions _all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly ImmutableArray<FileEntry>.Builder _files = ImmutableArray.CreateBuilder<FileEntry>();
    private readonly ImmutableArray<FileEntry>.Builder _folders = ImmutableArray.CreateBuilder<FileEntry>();
    private readonly bool _sources;

    private UnitFiles(bool sources) => _sources = sources;

    /// <summary>Names only; empty where the folder is missing.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public static List<string> NamesIn(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<string>(folder, static (ref entry) => entry.FileName.ToString(), _all)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Whether the folder is compiled: a project wins over DLLs beside it, and DLLs over C# files.</summary>
    public static bool AreSources(string folder)
    {
        List<string> names = NamesIn(folder);
        return names.Exists(ArtifactResolver.IsProject)
            || (names.Exists(n => SourceFiles.IsSource(n)) && !names.Exists(n => n.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>All files below, sorted by path, and the folders that were listed for it.</summary>
    public static (ImmutableArray<FileEntry> Files, ImmutableArray<FileEntry> Folders) Below(string folder, bool sources)
    {
        UnitFiles list = new(sources);
        list.Add(folder, FileStamp.Of(folder), 0);
        list._files.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return (list._files.DrainToImmutable(), list._folders.DrainToImmutable());
    }

    private void Add(string folder, FileStamp stamp, int depth)
    {
        // Links can lead back up.
        if (stamp.Kind != FileStampKind.Folder || depth > MaxDepth || _folders.Any(f => f.Stamp.IsSameFileAs(stamp)))
        {
            return;
        }

        // Stamped before it is listed: a file that comes in between makes the stamp old, and the next look lists again.
        _folders.Add(new(folder, stamp));
        foreach (string name in NamesIn(folder))
        {
            string path = Path.Join(folder, name);
            if (_sources ? IgnoredFiles.IsTemporarySource(name) : IgnoredFiles.IsTemporary(name))
            {
                continue;
            }

            FileStamp entry = FileStamp.Of(path);
            if (entry.Kind == FileStampKind.Folder)
            {
                if (!(_sources && IgnoredFiles.IsBuildOutput(name)))
                {
                    Add(path, entry, depth + 1);
                }
            }
            else if (entry.Kind == FileStampKind.File)
            {
                _files.Add(new(path, entry));
            }
        }
    }
}
