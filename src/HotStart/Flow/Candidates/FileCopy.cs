using System.Buffers;
using System.Security.Cryptography;
using HotStart.Flow.Arrivals;
using Microsoft.Win32.SafeHandles;

namespace HotStart.Flow.Candidates;

/// <summary>Copies one file of an artifact and hashes it on the way, reading it once.</summary>
internal static class FileCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>The SHA-256 of what was copied, as lower-case hex.</summary>
    public static string Run(Artifact artifact, SourceFile file, string target)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(file.Length + 1, 4096, BufferSize));
        try
        {
            using SafeFileHandle source = Open(artifact, file);
            if (OperatingSystem.IsLinux() && WriterCheck.Of(source) == Writers.Some)
            {
                // What is there so far may look whole: a host that starts in the middle of a deployment meets this.
                throw new TornArtifactException(artifact.Path, $"'{file.Relative}' is still open for writing");
            }

            using SafeFileHandle copy = File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long position = 0;
            while (Read(artifact, file, source, buffer, position) is > 0 and int count)
            {
                ReadOnlySpan<byte> bytes = buffer.AsSpan(0, count);
                hash.AppendData(bytes);
                RandomAccess.Write(copy, bytes, position);
                position += count;
            }

            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            hash.GetHashAndReset(digest);
            return position == file.Length
                ? Convert.ToHexStringLower(digest)
                : throw new TornArtifactException(artifact.Path, $"'{file.Relative}' had {file.Length} bytes when it was looked at and {position} when it was read");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Without a lock: on Linux the framework's own open takes one whatever the share mode says, and a deployment that
    // writes the file just then (File.Copy, dotnet build) would fail because of us.
    private static SafeFileHandle Open(Artifact artifact, SourceFile file)
    {
        try
        {
            return LinuxFile.OpenToLook(file.FullPath);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TornArtifactException(artifact.Path, $"'{file.Relative}' was deleted", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ArtifactException.Unreadable(file.FullPath, e);
        }
    }

    private static int Read(Artifact artifact, SourceFile file, SafeFileHandle source, byte[] buffer, long position)
    {
        try
        {
            return RandomAccess.Read(source, buffer, position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(file.FullPath)
                ? ArtifactException.Unreadable(file.FullPath, e)
                : new TornArtifactException(artifact.Path, $"'{file.Relative}' was deleted", e);
        }
    }
}
