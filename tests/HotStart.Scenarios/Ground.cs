using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>A folder of forged plugins, a real host over it, and everything that the host tells.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Task _collecting = Task.CompletedTask;
    private bool _stopped;

    private Ground()
    {
        PluginFolder = Folder.MakeFolder("plugins");
        Forge = new PluginForge(PluginFolder);
        Staging = Folder["staging"];
    }

    public TempFolder Folder { get; } = new();

    public string PluginFolder { get; }

    public string Staging { get; }

    public PluginForge Forge { get; }

    public PluginHost Host { get; private set; } = null!;

    public EventLog<PluginEvent> Events { get; } = new();

    public FakeServices Services { get; } = new();

    /// <summary>Forges the plugins into the folder, then starts the host. Watches nothing unless told to.</summary>
    public static async Task<Ground> StartAsync(Action<PluginHostOptions>? configure, params PluginSource[] plugins)
    {
        Ground ground = new();
        try
        {
            foreach (PluginSource plugin in plugins)
            {
                ground.Forge.Build(plugin);
            }

            await ground.StartHostAsync(configure);
            return ground;
        }
        catch
        {
            ground.Folder.Dispose();
            throw;
        }
    }

    public static Task<Ground> StartAsync(params PluginSource[] plugins) => StartAsync(null, plugins);

    public PluginHostOptions NewOptions(Action<PluginHostOptions>? configure = null)
    {
        PluginHostOptions options = new()
        {
            Watch = false,
            StagingPath = Staging,
            UnloadProbeInterval = TimeSpan.FromMilliseconds(50),
            PollInterval = TimeSpan.FromMilliseconds(250),
            Services = Services,
        };
        configure?.Invoke(options);
        return options;
    }

    /// <summary>Forges the sources and asks for all of them in one transaction.</summary>
    public Task<SwapResult> ApplyAsync(params PluginSource[] sources) =>
        Host.ApplyAsync([.. sources.Select(s => PluginChange.Load(Forge.Build(s)))]).LimitAsync();

    /// <summary>The same, where it has to succeed.</summary>
    public async Task<SwapResult> SwapAsync(params PluginSource[] sources)
    {
        SwapResult result = await ApplyAsync(sources);
        Assert.True(result.Succeeded, result.ToString());
        return result;
    }

    /// <summary>The first event that fits, seen already or still to come.</summary>
    public async Task<PluginEvent> EventAsync(Func<PluginEvent, bool> fits)
    {
        while (true)
        {
            if (Events.All.FirstOrDefault(fits) is { } seen)
            {
                return seen;
            }

            await Events.NextAsync();
        }
    }

    public Task<PluginEvent> EventAsync(PluginEventKind kind, string pluginId, int? generation = null) =>
        EventAsync(e => e.Kind == kind && e.PluginId == pluginId && (generation is null || e.Generation == generation));

    /// <summary>Waits for the proof that these generations are gone.</summary>
    public async Task UnloadedAsync(string pluginId, params int[] generations)
    {
        foreach (int generation in generations)
        {
            await EventAsync(PluginEventKind.Unloaded, pluginId, generation);
        }
    }

    public PluginStatus Status(string pluginId) => Host.Status.Plugins.Single(p => p.Id == pluginId);

    public GenerationStatus Status(string pluginId, int generation) =>
        Status(pluginId).Generations.Single(g => g.Number == generation);

    /// <summary>Ends the host; its events end with it.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await Host.DisposeAsync().AsTask().LimitAsync();
        await _collecting.LimitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _ended.CancelAsync();
        _ended.Dispose();
        Folder.Dispose();
    }

    private async Task StartHostAsync(Action<PluginHostOptions>? configure)
    {
        Host = await PluginHost.StartAsync(PluginFolder, NewOptions(configure)).LimitAsync();

        // Collecting subscribes before it first waits, so nothing after this line is missed.
        _collecting = Events.CollectAsync(Host.WatchAsync(_ended.Token), _ended.Token);
    }

    /// <summary>What the host offers to plugins: a journal and a bell.</summary>
    internal sealed class FakeServices : IServiceProvider
    {
        public EventLog<string> Journal { get; } = new();

        public HostBell Bell { get; } = new();

        public object? GetService(Type serviceType) =>
            serviceType == typeof(IJournal) ? new Writer(Journal)
            : serviceType == typeof(HostBell) ? Bell
            : null;

        private sealed class Writer(EventLog<string> log) : IJournal
        {
            public void Write(string line) => log.Add(line);
        }
    }
}
