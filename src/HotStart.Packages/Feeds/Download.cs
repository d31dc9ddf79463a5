using System.Buffers;
using System.Security.Cryptography;
using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>Brings one package from a feed into a stream, and tells how far it is.</summary>
internal sealed class Download(FeedClient feed, string id, NuGetVersion version, IProgress<TransferProgress>? progress)
{
    private readonly string _what = $"{id} {version.ToNormalizedString()}";

    /// <returns>The SHA-256 of what came, as lower-case hex.</returns>
    /// <exception cref="PackageException">The feed failed, or fell silent in the middle.</exception>
    public Task<string> RunAsync(Stream target, CancellationToken cancellationToken) => feed.AskAsync(
        async limit =>
        {
            if (await feed.FileAsync(id, version, limit.Token).ConfigureAwait(false) is { } file)
            {
                await using FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
                return await CopyAsync(source, target, source.Length, limit).ConfigureAwait(false);
            }

            return await FromServerAsync(target, limit).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<string> FromServerAsync(Stream target, SilenceLimit limit)
    {
        FlatContainer server = await FlatContainer.OfAsync(feed, limit).ConfigureAwait(false);
        return await server.PackageAsync(
            id,
            version,
            async response =>
            {
                response.EnsureSuccessStatusCode();
                limit.Heard();
                await using Stream source = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
                return await CopyAsync(source, target, response.Content.Headers.ContentLength, limit).ConfigureAwait(false);
            },
            limit).ConfigureAwait(false);
    }

    private async Task<string> CopyAsync(Stream source, Stream target, long? total, SilenceLimit limit)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(80 * 1024);
        try
        {
            long bytes = 0;
            progress?.Report(new TransferProgress(_what, 0, total));
            while (await source.ReadAsync(buffer, limit.Token).ConfigureAwait(false) is > 0 and int count)
            {
                limit.Heard();
                hash.AppendData(buffer, 0, count);
                await target.WriteAsync(buffer.AsMemory(0, count), limit.Token).ConfigureAwait(false);
                bytes += count;
                progress?.Report(new TransferProgress(_what, bytes, total));
            }

            return total is null || bytes == total
                ? Convert.ToHexStringLower(hash.GetHashAndReset())
                : throw new IOException($"{_what} ended after {bytes} of {total} bytes");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
