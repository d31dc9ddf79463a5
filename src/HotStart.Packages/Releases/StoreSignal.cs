using System.Threading.Channels;
using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>Wakes whoever follows a store: when its files are written, and now and then besides.</summary>
internal sealed class StoreSignal : IDisposable
{
    // One hint says as much as many.
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher? _watcher;
    private readonly ITimer _timer;

    public StoreSignal(StorePaths paths, TimeSpan interval, TimeProvider time)
    {
        _timer = time.CreateTimer(_ => Hint(), null, interval, interval);
        try
        {
            _watcher = new FileSystemWatcher(paths.Root, Path.GetFileName(paths.Signal))
            {
                NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
            };
            _watcher.Changed += (_, _) => Hint();
            _watcher.Created += (_, _) => Hint();
            _watcher.Error += (_, _) => Hint();
            _watcher.EnableRaisingEvents = true;
        }
        catch (IOException)
        {
            // The system has no watcher left: the timer alone is slower, and enough.
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    public void Hint() => _hints.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) =>
        await _hints.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        _watcher?.Dispose();
        _timer.Dispose();
    }
}
