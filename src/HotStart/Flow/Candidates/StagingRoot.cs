using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>
/// A folder of one host of one process, marked by a file that is locked for as long as the host lives: a process
/// that finds the lock free knows that the folder is a leftover. Unlike process ids, locks are not used again and
/// hold across containers that share a folder.
/// </summary>
internal sealed class StagingRoot : IDisposable
{
    private const string LockEnding = ".lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream _lock;

    private StagingRoot(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <summary>Where hosts stage unless told otherwise.</summary>
    public static string DefaultParent =>
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"hotstart-{Environment.UserName}");

    public static StagingRoot Create(string parent)
    {
        parent = System.IO.Path.GetFullPath(parent);
        CreateOwned(parent);
        DeleteLeftovers(parent);
        while (true)
        {
            string path = System.IO.Path.Combine(parent, $"{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");
            FileStream @lock;
            try
            {
                // The lock comes first: a folder without one would look like nobody's.
                @lock = new FileStream(path + LockEnding, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path + LockEnding))
            {
                continue; // another process looks whether it is a leftover; take another name
            }

            CreateOwned(path);
            return new StagingRoot(path, @lock);
        }
    }

    /// <summary>Deletes the folder with all that is in it.</summary>
    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
        File.Delete(Path + LockEnding);
    }

    public static void CreateOwned(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        if (new DirectoryInfo(path).LinkTarget is not null)
        {
            throw new HotStartException(
                $"The staging folder '{path}' is a link; plugins are only staged in a folder that nobody else can redirect. Delete the link, or set PluginHostOptions.StagingPath.");
        }

        if (OperatingSystem.IsLinux() && LinuxFile.OwnerOf(path) is { } owner && owner != LinuxFile.EffectiveUser())
        {
            throw new HotStartException(
                $"The staging folder '{path}' belongs to another user ({owner}), who could change the code that is staged there. Delete it, or set PluginHostOptions.StagingPath.");
        }

        if (File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    private static void DeleteLeftovers(string parent)
    {
        foreach (string file in Directory.EnumerateFiles(parent, "*" + LockEnding))
        {
            try
            {
                using FileStream free = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Remove(file[..^LockEnding.Length]);
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Locked by a living host, or just deleted by another: not ours to touch.
            }
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            while (Directory.Exists(folder))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (DirectoryNotFoundException)
                {
                    // Gone already; or just a folder in it, which a generation that ended at the same time deleted.
                }
            }
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps files that are still mapped; whoever starts next finds the leftover.
        }
    }
}
