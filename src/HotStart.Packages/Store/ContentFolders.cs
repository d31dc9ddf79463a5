using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace HotStart.Packages.Store;

/// <summary>
/// The files of versions, each set in a folder named by its content: whole, or not there. Call what changes something with
/// the store's lock held.
/// </summary>
internal sealed class ContentFolders(StorePaths paths)
{
    /// <summary>Writes files to a working folder, brings them to the disk, and only then gives them their name.</summary>
    /// <param name="fill">Writes the files into the empty folder it is given.</param>
    /// <param name="cancellationToken">Gives up; nothing is left in place.</param>
    public async Task<PlacedContent> PlaceAsync(Func<string, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        string working = paths.NewIncoming();
        Directory.CreateDirectory(working);
        FaultPoints.Reach(FaultPoint.IncomingMade);
        try
        {
            await fill(working, cancellationToken).ConfigureAwait(false);
            FaultPoints.Reach(FaultPoint.FilesWritten);
            PlacedContent content = Look(working);
            Durable.FlushTree(working);
            FaultPoints.Reach(FaultPoint.FilesFlushed);
            string final = paths.ContentOf(content.Hash);
            if (Directory.Exists(final) && !Differences(content, final).Any())
            {
                return content;
            }

            // What a crash left half deleted, or somebody wrote into: it is no version's any more, whatever its name says.
            MoveAway(final);
            Directory.Move(working, final);
            FaultPoints.Reach(FaultPoint.ContentMoved);
            Durable.FlushFolder(paths.Content);
            FaultPoints.Reach(FaultPoint.ContentPlaced);
            return content;
        }
        finally
        {
            if (Directory.Exists(working))
            {
                Directory.Delete(working, recursive: true);
            }
        }
    }

    /// <summary>Keeps a package, named by its content.</summary>
    public async Task KeepPackageAsync(string hash, string file, CancellationToken cancellationToken)
    {
        string final = paths.PackageOf(hash);
        if (File.Exists(final) && new FileInfo(final).Length == new FileInfo(file).Length)
        {
            return;
        }

        string working = paths.NewIncoming();
        try
        {
            await using (FileStream from = File.OpenRead(file))
            await using (FileStream to = new(working, FileMode.CreateNew, FileAccess.Write))
            {
                await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
                to.Flush(flushToDisk: true);
            }

            FaultPoints.Reach(FaultPoint.PackageCopied);
            File.Move(working, final, overwrite: true);
        }
        finally
        {
            File.Delete(working);
        }
    }

    /// <summary>Brings the names of kept packages to the disk.</summary>
    public void FlushPackages()
    {
        Durable.FlushFolder(paths.Packages);
        FaultPoints.Reach(FaultPoint.PackagesKept);
    }

    /// <summary>What is in a folder now differs from what was put there: each difference in words.</summary>
    public static IEnumerable<string> Differences(PlacedContent expected, string folder)
    {
        Dictionary<string, ContentFile> found = Directory.Exists(folder)
            ? Look(folder).Files.ToDictionary(f => f.Path, StringComparer.Ordinal)
            : [];
        foreach (ContentFile file in expected.Files)
        {
            if (!found.Remove(file.Path, out ContentFile? is_))
            {
                yield return $"'{file.Path}' is missing";
            }
            else if (is_ != file)
            {
                yield return $"'{file.Path}' has {is_.Bytes} bytes and hash {is_.Hash[..12]}…; it had {file.Bytes} bytes and hash {file.Hash[..12]}…";
            }
        }

        foreach (string extra in found.Keys)
        {
            yield return $"'{extra}' was added";
        }
    }

    /// <summary>Takes a folder's or file's name away at once; what is left of it is deleted after, in as long as that takes.</summary>
    public void MoveAway(string path)
    {
        string away = paths.NewIncoming();
        if (Directory.Exists(path))
        {
            Directory.Move(path, away);
        }
        else if (File.Exists(path))
        {
            File.Move(path, away);
        }
    }

    /// <summary>Deletes what is in work: with the lock held it is nobody's. Returns how many there were.</summary>
    public int CleanIncoming()
    {
        int count = 0;
        foreach (string entry in Directory.EnumerateFileSystemEntries(paths.Incoming))
        {
            count++;
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        return count;
    }

    private static PlacedContent Look(string folder)
    {
        string[] found = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        ContentFile[] files = new ContentFile[found.Length];
        Parallel.For(0, found.Length, i =>
        {
            using FileStream stream = File.OpenRead(found[i]);
            files[i] = new ContentFile(
                Path.GetRelativePath(folder, found[i]).Replace('\\', '/'), Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);
        });
        Array.Sort(files, static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ContentFile file in files)
        {
            all.AppendData(Encoding.UTF8.GetBytes($"{file.Hash} {file.Path}\0"));
        }

        return new PlacedContent(Convert.ToHexStringLower(all.GetHashAndReset()), [.. files]);
    }
}
