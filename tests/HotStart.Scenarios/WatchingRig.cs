using System.Collections.Concurrent;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>
/// A host on a folder of plugins with everything that it says, by plugin. What a test does not expect fails it:
/// each event is looked at in its order, and <see cref="ExpectNothingMoreAsync"/> finds the ones too many.
/// </summary>
internal sealed class WatchingRig : IAsyncDisposable
{
    private const string Marker = "marker";

    private readonly TempFolder _temp = new();
    private readonly ConcurrentDictionary<string, EventLog<PluginEvent>> _logs = new();
    private readonly ConcurrentDictionary<string, int> _expected = new();
    private PluginHost? _host;
    private Plugin? _plugin;
    private Task _collecting = Task.CompletedTask;
    private int _marks;

    public WatchingRig()
    {
        Plugins = _temp.MakeFolder("plugins");
        Forge = new PluginForge(Plugins);
    }

    /// <summary>Nothing is found by polling unless a test asks for it: it would hide that events are not heard any more.</summary>
    public PluginHostOptions Options { get; } = new() { PollInterval = TimeSpan.FromHours(1) };

    /// <summary>The watched folder.</summary>
    public string Plugins { get; }

    /// <summary>Renames plugins into the watched folder.</summary>
    public PluginForge Forge { get; }

    public PluginHost Host => _host!;

    public Plugin Plugin => _plugin!;

    public PluginStatus Status(string id) => Host.Status.Plugins.Single(p => p.Id == id);

    /// <summary>A path in the watched folder.</summary>
    public string In(params string[] parts) => Path.Join([Plugins, .. parts]);

    /// <summary>A path outside of it, on the same file system; the folders above it are made.</summary>
    public string Out(params string[] parts)
    {
        string path = Path.Join([_temp.Path, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public static byte[] Hello(string text, string name = "hello") => PluginForge.Compile(PluginSource.Hello(text, name));

    public async Task StartAsync()
    {
        _host = await PluginHost.StartAsync(Plugins, Options);
        Collect(_host.WatchAsync());
    }

    /// <summary>Opens one plugin by itself instead of the folder.</summary>
    public async Task OpenAsync(string path)
    {
        _plugin = await Plugin.OpenAsync(path, Options);
        Collect(_plugin.WatchAsync());
    }

    public string Answer(string id = "hello") => (_plugin ?? Host[id]).Lookup<Func<string>>("Hello")();

    /// <summary>The next thing that happens to a plugin is this, or the test fails.</summary>
    public async Task<PluginEvent> ExpectAsync(PluginEventKind kind, string id = "hello")
    {
        PluginEvent e = await ExpectAnyAsync(id);
        Assert.True(e.Kind == kind, $"Expected {kind} of {id}, but: {e.Kind}: {e.Message}");
        return e;
    }

    /// <summary>The next thing that happens to a plugin, whatever it is.</summary>
    public async Task<PluginEvent> ExpectAnyAsync(string id = "hello")
    {
        PluginEvent e = await Log(id).NextAsync(IsNews);
        _expected.AddOrUpdate(id, 1, static (_, n) => n + 1);
        return e;
    }

    /// <summary>The next thing that happens to a plugin is a swap to this version.</summary>
    public async Task<PluginEvent> ExpectSwapAsync(string version, string id = "hello")
    {
        PluginEvent e = await ExpectAsync(PluginEventKind.Swapped, id);
        Assert.Equal(version, e.Version);
        return e;
    }

    /// <summary>
    /// Nothing has happened that the test did not expect. Changes another plugin and waits until that is live, twice:
    /// what was changed before it arrives before it or with it.
    /// </summary>
    public async Task ExpectNothingMoreAsync()
    {
        for (int i = 0; i < 2; i++)
        {
            string mark = $"mark {++_marks}";
            Forge.Hello(mark, Marker);
            await ExpectSwapAsync(mark, Marker);
        }

        ExpectNothingUnexpected();
    }

    public void ExpectNothingUnexpected()
    {
        string[] unexpected = [.. _logs.Where(l => l.Key != Marker)
            .SelectMany(l => l.Value.All.Where(IsNews).Skip(_expected.GetValueOrDefault(l.Key)))
            .Select(e => $"{e.Kind} {e.PluginId} {e.Version}: {e.Message}")];
        Assert.True(unexpected.Length == 0, $"More happened than expected: {string.Join(Environment.NewLine, unexpected)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_plugin is not null)
        {
            await _plugin.DisposeAsync();
        }

        await _collecting.LimitAsync();
        _temp.Dispose();
    }

    private static bool IsNews(PluginEvent e) =>
        e.Kind is not (PluginEventKind.State or PluginEventKind.Unloaded or PluginEventKind.Leaked or PluginEventKind.Lingering);

    private EventLog<PluginEvent> Log(string id) => _logs.GetOrAdd(id, static _ => new());

    private void Collect(IAsyncEnumerable<PluginEvent> events)
    {
        // Listening begins here, not when the pool finds time: the first state is asked for before anything changes.
        IAsyncEnumerator<PluginEvent> all = events.GetAsyncEnumerator();
        ValueTask<bool> first = all.MoveNextAsync();
        _collecting = CollectAsync(all, first);
    }

    private async Task CollectAsync(IAsyncEnumerator<PluginEvent> all, ValueTask<bool> next)
    {
        await using (all)
        {
            while (await next)
            {
                Log(all.Current.PluginId).Add(all.Current);
                next = all.MoveNextAsync();
            }
        }
    }
}
