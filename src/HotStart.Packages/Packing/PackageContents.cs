using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using HotStart.Flow.Arrivals;

namespace HotStart.Packages.Packing;

/// <summary>The files in a package, after all that could do harm was refused. One thread at a time.</summary>
internal sealed class PackageContents : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly SortedDictionary<string, ZipArchiveEntry> _entries;

    private PackageContents(string file, FileStream stream, ZipArchive zip, SortedDictionary<string, ZipArchiveEntry> entries)
    {
        File = file;
        Stream = stream;
        _zip = zip;
        _entries = entries;
    }

    public string File { get; }

    /// <summary>The whole file; whoever reads it leaves its position anywhere.</summary>
    public FileStream Stream { get; }

    public IEnumerable<string> Paths => _entries.Keys;

    public ImmutableArray<PackageEntry> Entries =>
        [.. _entries.Select(e => new PackageEntry(e.Key, e.Value.Length, e.Value.CompressedLength))];

    /// <exception cref="PackageException">It is no package, or an unsafe one; with all reasons.</exception>
    public static PackageContents Open(string file)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(LinuxFile.OpenToLook(file), FileAccess.Read);
            if (stream.Length > EntryLimits.LargestPackage)
            {
                throw Refuse(file, PackageReasonCodes.Unsafe, $"has {stream.Length >> 20} MiB; the limit for a package is {EntryLimits.LargestPackage >> 20} MiB.");
            }

            ZipArchive zip = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            SortedDictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
            List<Reason> reasons = EntryCheck.Run(file, zip, entries);
            return reasons.Count == 0
                ? new PackageContents(file, stream, zip, entries)
                : throw new PackageException(file, [.. reasons]);
        }
        catch (Exception e)
        {
            stream?.Dispose();
            throw Translated(file, e);
        }
    }

    public bool Holds(string path) => _entries.ContainsKey(path);

    /// <summary>A small file as bytes.</summary>
    /// <exception cref="PackageException">It is larger than the limit or damaged.</exception>
    public byte[] Read(string path, long limit)
    {
        ZipArchiveEntry entry = _entries[path];
        if (entry.Length > limit)
        {
            throw Refuse(File, PackageReasonCodes.Unsafe, $"holds '{path}' with {entry.Length} bytes; the limit is {limit}.");
        }

        using MemoryStream bytes = new((int)entry.Length);
        CopyTo(path, bytes);
        return bytes.ToArray();
    }

    /// <summary>Unpacks a file.</summary>
    /// <returns>Its SHA-256, as lower-case hex.</returns>
    /// <exception cref="PackageException">It is damaged, or holds more than it says.</exception>
    public string CopyTo(string path, Stream target, CancellationToken cancellationToken = default)
    {
        ZipArchiveEntry entry = _entries[path];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using Stream source = Opened(entry);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            while (Next(source, buffer) is > 0 and int count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                length += count;
                if (length > entry.Length)
                {
                    break;
                }

                hash.AppendData(buffer, 0, count);
                target.Write(buffer, 0, count);
            }

            return length == entry.Length
                ? Convert.ToHexStringLower(hash.GetHashAndReset())
                : throw Refuse(File, PackageReasonCodes.Damaged, $"holds '{path}' that should have {entry.Length} bytes and has {(length > entry.Length ? "more" : $"{length}")}. Fetch it again.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        _zip.Dispose();
        Stream.Dispose();
    }

    public static PackageException Refuse(string file, string code, string what) =>
        new(file, new Reason(code, $"'{file}' {what}", file));

    // Errors of the target are the target's: only what the package does is translated.
    private int Next(Stream source, byte[] buffer)
    {
        try
        {
            return source.Read(buffer);
        }
        catch (Exception e)
        {
            throw Translated(File, e);
        }
    }

    private Stream Opened(ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (Exception e)
        {
            throw Translated(File, e);
        }
    }

    // The bytes may be anything, and the zip reader answers broken ones with many types of exception.
    private static Exception Translated(string file, Exception e) => e switch
    {
        PackageException or OutOfMemoryException or OperationCanceledException => e,
        FileNotFoundException or DirectoryNotFoundException =>
            new PackageException(file, new Reason(ReasonCodes.ArtifactNotFound, $"'{file}' does not exist.", file), e),
        UnauthorizedAccessException =>
            new PackageException(file, new Reason(ReasonCodes.Unreadable, $"'{file}' could not be read: {e.Message}", file), e),
        _ => new PackageException(
            file, new Reason(PackageReasonCodes.Damaged, $"'{file}' is no whole package: {e.Message.TrimEnd('.')}. Fetch or build it again.", file), e),
    };
}
