using System.Globalization;
using HotStart.Packages.Feeds;

namespace HotStart.Cli.Output;

/// <summary>A bar for transfers that take a while, on a terminal only. Safe for use by several threads.</summary>
internal sealed class TransferBar(ToolConsole console, string doing, TimeProvider time) : IProgress<TransferProgress>
{
    private const int Width = 24;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _shown_NeedsLock;

    /// <summary>A bar where a person looks on; null where the output is JSON or goes elsewhere.</summary>
    public static TransferBar? For(ToolConsole console, string doing, bool asJson) =>
        asJson || !console.HasViewer ? null : new TransferBar(console, doing, TimeProvider.System);

    public void Report(TransferProgress value)
    {
        TimeSpan now = time.GetElapsedTime(_start);
        lock (_lock)
        {
            if (now < _patience || now - _shown_NeedsLock < _pace)
            {
                return;
            }

            _shown_NeedsLock = now;
        }

        console.Status($"{doing} {value.What} {Bar(value)}");
    }

    /// <summary>The bar of a transfer, or just the bytes where nobody knows how many there will be.</summary>
    public static string Bar(TransferProgress progress)
    {
        if (progress.Total is not > 0)
        {
            return Size(progress.Bytes);
        }

        double part = Math.Clamp((double)progress.Bytes / progress.Total.Value, 0, 1);
        int full = (int)(part * Width);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('█', full)}{new string('░', Width - full)}] {part * 100:0} % of {Size(progress.Total.Value)}");
    }

    /// <summary>As people write sizes.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB"),
    };
}
