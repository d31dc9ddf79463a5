using System.Collections.Immutable;

namespace HotStart.Flow.Arrivals;

/// <summary>All files of one artifact as they were at one look. Immutable.</summary>
internal sealed class UnitSnapshot
{
    // Time stamps come from a clock that can tick as slowly as this: a folder changed within it before it was listed
    // can change once more without its stamp showing it.
    private const long StampUnsharpness = 50_000_000;

    private readonly bool _foldersProveNames;
    private readonly UnitSnapshot? _own;
    private readonly ImmutableArray<FileEntry> _beyond = [];

    private UnitSnapshot(ImmutableArray<FileEntry> files, ImmutableArray<FileEntry> folders, bool foldersProveNames, bool isSources = false)
    {
        IsSources = isSources;
        Files = files;
        Folders = folders;
        _foldersProveNames = foldersProveNames;
    }

    private UnitSnapshot(UnitSnapshot own, ImmutableArray<FileEntry> beyond)
        : this([.. own.Files.Concat(beyond).DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal)], own.Folders, false, own.IsSources)
    {
        _own = own;
        _beyond = beyond;
    }

    public static UnitSnapshot Empty { get; } = new([], [], false);

    /// <summary>The same without what lies beyond the artifact's folder.</summary>
    public UnitSnapshot Own => _own ?? this;

    /// <summary>Those that exist, sorted by path.</summary>
    public ImmutableArray<FileEntry> Files { get; }

    /// <summary>Whether it is of a folder of sources.</summary>
    public bool IsSources { get; }

    /// <summary>Those that were listed, as they were just before.</summary>
    public ImmutableArray<FileEntry> Folders { get; }

    /// <summary>Looks at these files.</summary>
    /// <param name="paths">Sorted by ordinal.</param>
    /// <param name="previous">Returned where nothing changed, so that looking at a quiet folder leaves no garbage.</param>
    public static UnitSnapshot OfFiles(IReadOnlyList<string> paths, UnitSnapshot? previous)
    {
        int same = 0;
        FileEntry[] found = new FileEntry[paths.Count];
        int count = 0;
        foreach (string path in paths)
        {
            FileEntry entry = new(path, FileStamp.Of(path));
            if (entry.Stamp.Kind == FileStampKind.File)
            {
                same += previous is not null && same < previous.Files.Length && previous.Files[same] == entry ? 1 : 0;
                found[count++] = entry;
            }
        }

        return previous is not null && same == count && count == previous.Files.Length
            ? previous
            : new([.. found.AsSpan(0, count)], [], false);
    }

    /// <summary>Looks at all files in a folder and below.</summary>
    /// <param name="folder">Need not exist.</param>
    /// <param name="sources">Whether it is known to hold sources: then build output is left out.</param>
    /// <param name="previous">Returned where nothing changed; its names are used again where the folders prove them.</param>
    /// <param name="now">Nanoseconds since 1970, or zero where time stamps of this file system prove nothing.</param>
    public static UnitSnapshot OfFolder(string folder, bool sources, UnitSnapshot? previous, long now)
    {
        if (previous is { _foldersProveNames: true } && IsUntouched(previous.Folders) && IsUntouched(previous.Files))
        {
            return previous;
        }

        sources |= UnitFiles.AreSources(folder);
        (ImmutableArray<FileEntry> files, ImmutableArray<FileEntry> folders) = UnitFiles.Below(folder, sources);
        bool proven = now > 0 && !folders.IsEmpty && folders.All(f => f.Stamp.Modified < now - StampUnsharpness);
        return new(files, folders, proven, sources);
    }

    /// <summary>The same with these files beyond the artifact's folder.</summary>
    /// <param name="beyond">Sorted by path.</param>
    /// <param name="previous">Returned where it is just that.</param>
    public UnitSnapshot With(ImmutableArray<FileEntry> beyond, UnitSnapshot? previous = null) =>
        previous is not null && ReferenceEquals(previous._own, Own) && previous._beyond.SequenceEqual(beyond) ? previous : new(Own, beyond);

    public bool HasSameFilesAs(UnitSnapshot? other) =>
        ReferenceEquals(this, other) || (other is not null && Files.AsSpan().SequenceEqual(other.Files.AsSpan()));

    /// <summary>Whether the same folders were listed, whatever is in them.</summary>
    public bool HasSameFoldersAs(UnitSnapshot other) =>
        ReferenceEquals(this, other)
        || (Folders.Length == other.Folders.Length
            && Folders.Zip(other.Folders).All(f => f.First.Path == f.Second.Path && f.First.Stamp.IsSameFileAs(f.Second.Stamp)));

    public FileStamp this[string path]
    {
        get
        {
            foreach (FileEntry entry in Files)
            {
                if (entry.Path == path)
                {
                    return entry.Stamp;
                }
            }

            return FileStamp.Missing;
        }
    }

    private static bool IsUntouched(ImmutableArray<FileEntry> entries)
    {
        foreach (FileEntry entry in entries)
        {
            if (FileStamp.Of(entry.Path) != entry.Stamp)
            {
                return false;
            }
        }

        return true;
    }
}
