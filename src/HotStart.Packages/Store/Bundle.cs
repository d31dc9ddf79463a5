using System.IO.Compression;
using HotStart.Packages.Feeds;
using HotStart.Packages.Releases;

namespace HotStart.Packages.Store;

/// <summary>
/// A release in one file, for machines without a feed: its packages and what they are to be. Brought in, it passes the same
/// checks as what comes from a feed.
/// </summary>
internal static class Bundle
{
    private const string ReleaseName = "release.json";
    private const string PackagesPrefix = "packages/";
    private const int MostEntries = 10_000;
    private const long MostBytes = 4L << 30;

    /// <summary>Writes the file: whole, or not at all.</summary>
    public static async Task<long> WriteAsync(StoreCore core, Release release, string file, CancellationToken cancellationToken)
    {
        string draft = file + ".part";
        try
        {
            await using (FileStream stream = new(draft, FileMode.Create, FileAccess.ReadWrite))
            {
                await using (ZipArchive zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, null, cancellationToken).ConfigureAwait(false))
                {
                    await using (StreamWriter writer = new(await zip.CreateEntry(ReleaseName).OpenAsync(cancellationToken).ConfigureAwait(false)))
                    {
                        await writer.WriteAsync(ReleaseFile.Of(release).ToString().AsMemory(), cancellationToken).ConfigureAwait(false);
                    }

                    foreach (StoredPackage package in release.Plugins.SelectMany(p => p.Version.Packages).DistinctBy(p => p.Hash))
                    {
                        await zip.CreateEntryFromFileAsync(
                            core.Paths.PackageOf(package.Hash), $"{PackagesPrefix}{package.Id}.{package.Version}.nupkg", CompressionLevel.NoCompression, cancellationToken).ConfigureAwait(false);
                    }
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
            return new FileInfo(file).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            throw new StoreException(StoreReasons.Unreadable, $"'{file}' could not be written: {e.Message}", e);
        }
    }

    /// <summary>Lays the packages out as a feed in an empty folder, and tells what they are to be.</summary>
    public static async Task<ReleaseFile> OpenAsync(string file, string feed, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await using ZipArchive zip = await ZipFile.OpenReadAsync(file, cancellationToken).ConfigureAwait(false);
            ZipArchiveEntry? release = zip.GetEntry(ReleaseName);
            long total = zip.Entries.Sum(e => e.Length), done = 0;
            if (release is null || zip.Entries.Count > MostEntries || total > MostBytes)
            {
                throw new InvalidDataException(release is null ? $"it holds no {ReleaseName}" : "it is too large");
            }

            foreach (ZipArchiveEntry entry in zip.Entries.Where(e => e != release))
            {
                // By its bare name: a path in it leads nowhere else.
                if (entry.FullName != PackagesPrefix + entry.Name || !entry.Name.EndsWith(".nupkg", StringComparison.Ordinal) || entry.Name.AsSpan().IndexOfAny('\\', '\0', ':') >= 0)
                {
                    throw new InvalidDataException($"it holds '{entry.FullName}', which 'hotstart export' never writes");
                }

                progress?.Report(new TransferProgress(Path.GetFileName(file), done, total));
                await entry.ExtractToFileAsync(Path.Combine(feed, entry.Name), cancellationToken).ConfigureAwait(false);
                done += entry.Length;
            }

            using StreamReader reader = new(await release.OpenAsync(cancellationToken).ConfigureAwait(false));
            return ReleaseFile.Parse(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StoreException(StoreReasons.Unreadable, $"'{file}' is no file that 'hotstart export' wrote, or is damaged: {e.Message}", e);
        }
    }
}
