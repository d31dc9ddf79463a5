namespace HotStart.Flow.Arrivals;

/// <summary>What tells one state of a file or folder from another without reading it. Links are followed.</summary>
/// <param name="Kind">What lies at the path.</param>
/// <param name="Length">In bytes; zero for a folder.</param>
/// <param name="Modified">When its content was last changed, in nanoseconds since 1970. Writers can set it at will.</param>
/// <param name="Changed">Linux: when anything about it changed, a rename included. Nobody can set it.</param>
/// <param name="Identity">The inode, or where there is none the time of creation.</param>
/// <param name="Device">The file system that the inode is of.</param>
internal readonly record struct FileStamp(
    FileStampKind Kind, long Length, long Modified, long Changed, long Identity, long Device)
{
    public static FileStamp Missing => default;

    public bool Exists => Kind != FileStampKind.Missing;

    /// <exception cref="IOException">The state cannot be told; the file may or may not be there.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    public static FileStamp Of(string path)
    {
        if (LinuxFile.TryStamp(path, out FileStamp stamp))
        {
            return stamp;
        }

        FileInfo file = new(path);
        if (file.Exists)
        {
            return new(FileStampKind.File, file.Length, Nanoseconds(file.LastWriteTimeUtc), 0, file.CreationTimeUtc.Ticks, 0);
        }

        DirectoryInfo folder = new(path);
        return folder.Exists
            ? new(FileStampKind.Folder, 0, Nanoseconds(folder.LastWriteTimeUtc), 0, folder.CreationTimeUtc.Ticks, 0)
            : Missing;
    }

    /// <summary>Whether both are states of one file, not of two that followed each other under one name.</summary>
    public bool IsSameFileAs(FileStamp other) =>
        Exists && other.Exists && Identity == other.Identity && Device == other.Device;

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * 100;
}
