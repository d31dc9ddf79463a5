using System.Globalization;

namespace HotStart.Packages.Store;

/// <summary>
/// A file that one process holds: the next one waits, then is refused and told who holds it. The system lets go of it
/// when the process dies.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(10);
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <param name="path">The file.</param>
    /// <param name="what">What it is held for, told to others who want it.</param>
    /// <param name="patience">How long to wait for another holder.</param>
    /// <param name="paths">The store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">Another held it all the time, or it cannot be written.</exception>
    public static async Task<StoreLock> TakeAsync(
        string path, string what, TimeSpan patience, StorePaths paths, TimeProvider time, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (TryTake(path) is { } taken)
                {
                    Tell(path, what, time);
                    return taken;
                }
            }
            catch (Exception e) when (StoreErrors.IsOfDisk(e))
            {
                throw StoreErrors.Explain(e, what, paths);
            }

            if (time.GetElapsedTime(began) >= patience)
            {
                throw new StoreException(StoreReasons.Busy, $"The store '{paths.Root}' is in use by {Holder(path)}. Waited {patience.TotalSeconds:0.###} s for '{what}'; nothing was changed. Try again when it is done, or end it.");
            }

            await Task.Delay(_pace, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether somebody holds it now.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        // For a moment this holds it itself: whoever wants it meanwhile waits for some milliseconds.
        using StoreLock? free = TryTake(path);
        return free is null;
    }

    /// <summary>Who holds it, in words.</summary>
    public static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(path + ".holder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    public void Dispose() => _file.Dispose();

    private static StoreLock? TryTake(string path)
    {
        try
        {
            return new StoreLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (IOException e) when (IsSharing(e))
        {
            return null;
        }
    }

    // EWOULDBLOCK of Linux and macOS, and what Windows says.
    private static bool IsSharing(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static void Tell(string path, string what, TimeProvider time)
    {
        try
        {
            File.WriteAllText(
                path + ".holder",
                string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} ('{what}', since {time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z)"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a courtesy to others; that the disk is full is told by the change itself.
        }
    }
}
