using System.Collections.Concurrent;
using System.Collections.Immutable;
using HotStart.Flow.Arrivals;
using Microsoft.Extensions.Logging;

namespace HotStart.Tests.Arrivals;

/// <summary>
/// A watch over real files with the real clock. Events alone must do: the poll comes once an hour unless a test is
/// about polling.
/// </summary>
internal sealed class ArrivalRig : IAsyncDisposable
{
    private const string MarkerName = "marker";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly ArrivalSettings _settings;
    private ArrivalWatch? _watch;
    private IAsyncEnumerator<ArrivalBatch>? _batches;
    private int _markers;

    public ArrivalRig(bool events = true, TimeSpan? settleLimit = null, TimeSpan? poll = null, TimeSpan? gather = null)
    {
        _settings = new(
            poll ?? (events ? TimeSpan.FromHours(1) : TimeSpan.FromMilliseconds(40)),
            gather ?? TimeSpan.FromMilliseconds(5),
            settleLimit ?? TimeSpan.FromSeconds(30),
            events);
        // Compiling between two files of one deployment would be a pause that no deployment has.
        foreach (string name in new[] { "hello", "lib", "third", "one", "two", "three", MarkerName })
        {
            for (int version = 0; version < 5; version++)
            {
                SmallDll.Make(name, version);
            }
        }

        Directory.CreateDirectory(Plugins);
        Directory.CreateDirectory(Elsewhere);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("hotstart-arrivals-").FullName;

    public string Plugins => Path.Join(Root, "plugins");

    public string Elsewhere => Path.Join(Root, "elsewhere");

    public RecordingLog Log { get; } = new();

    public ArrivalWatch Watch => _watch!;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task Pause(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, Token);

    /// <summary>The full path in the watched folder.</summary>
    public string In(params string[] parts) => Path.Join([Plugins, .. parts]);

    public string Out(params string[] parts) => Path.Join([Elsewhere, .. parts]);

    public static byte[] Put(string path, string name, int version, string? uses = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] bytes = SmallDll.Make(name, version, uses).Bytes;
        File.WriteAllBytes(path, bytes);
        return bytes;
    }

    /// <summary>Begins to watch; what is there is known.</summary>
    public void Start(ArrivalScope? scope = null)
    {
        if (scope is null)
        {
            Put(In(MarkerName + ".dll"), MarkerName, 0);
        }

        _watch = new(scope ?? ArrivalScope.PluginFolder(Plugins), _settings, TimeProvider.System, Log);
        _watch.Start();
        _batches = _watch.ReadAsync(Token).GetAsyncEnumerator(Token);
    }

    public async Task<ArrivalBatch> NextAsync()
    {
        Assert.True(await _batches!.MoveNextAsync().AsTask().WaitAsync(_patience, TimeProvider.System, Token));
        return _batches.Current;
    }

    /// <summary>The next batch says just this, and at that moment the file holds just these bytes.</summary>
    public async Task ExpectSettledAsync(string artifact, string? file = null, byte[]? content = null)
    {
        ArrivalBatch batch = await NextAsync();
        byte[]? found = content is null ? null : await File.ReadAllBytesAsync(file ?? artifact, Token);
        Assert.Equal([new Arrival(artifact, ArrivalKind.Settled)], batch.Arrivals);
        Assert.Equal(content, found);
    }

    public async Task ExpectAsync(params Arrival[] arrivals)
    {
        ArrivalBatch batch = await NextAsync();
        Assert.Equal(arrivals.OrderBy(a => a.ArtifactPath, StringComparer.Ordinal), batch.Arrivals);
    }

    /// <summary>Renames another version over a flat DLL.</summary>
    public byte[] Replace(string name, int version)
    {
        byte[] content = Put(Out(name + ".new"), name, version);
        File.Move(Out(name + ".new"), In(name + ".dll"), overwrite: true);
        return content;
    }

    public async Task ExpectSettledAfterReplaceAsync(int version)
    {
        byte[] content = Replace("hello", version);
        await ExpectSettledAsync(In("hello.dll"), content: content);
        await ExpectNothingMoreAsync();
    }

    /// <summary>Changes another artifact and asserts that it alone is the next to arrive: nothing else was still to come.</summary>
    public async Task ExpectNothingMoreAsync()
    {
        byte[] content = Replace(MarkerName, 1 + (_markers++ % 2));
        await ExpectSettledAsync(In(MarkerName + ".dll"), content: content);
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        Directory.Delete(Root, recursive: true);
    }

    internal sealed class RecordingLog : ILogger
    {
        private readonly ConcurrentQueue<(EventId Id, string Text)> _lines = new();

        public ImmutableArray<int> Ids => [.. _lines.Select(l => l.Id.Id)];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue((eventId, formatter(state, exception)));
    }
}
