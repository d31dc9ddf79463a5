using System.Net;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Feeds;

/// <summary>A package as the content of a request; tells how much of it went.</summary>
internal sealed class ProgressContent(PluginPackage package, string what, IProgress<TransferProgress>? progress, SilenceLimit? limit) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, limit?.Token ?? CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[80 * 1024];
        long bytes = 0;
        progress?.Report(new TransferProgress(what, 0, package.Length));
        while (true)
        {
            int count = await RandomAccess.ReadAsync(package.Contents.Stream.SafeFileHandle, buffer, bytes, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            limit?.Heard();
            bytes += count;
            progress?.Report(new TransferProgress(what, bytes, package.Length));
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = package.Length;
        return true;
    }
}
