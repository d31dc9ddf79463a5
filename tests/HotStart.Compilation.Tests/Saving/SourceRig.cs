namespace HotStart.Compilation.Tests.Saving;

/// <summary>A plugin that is opened from source, and everything that it says. Nothing is found by polling.</summary>
internal sealed class SourceRig : IAsyncDisposable
{
    // Some of it are whole builds by the SDK, and several at a time on a small machine.
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    private readonly CancellationTokenSource _ended = new();
    private Task _collecting = Task.CompletedTask;

    public TempFolder Folder { get; } = new();

    public PluginHostOptions Options { get; } = new()
    {
        PollInterval = TimeSpan.FromHours(1),
        UnloadProbeInterval = TimeSpan.FromMilliseconds(50),
    };

    public EventLog<PluginEvent> Events { get; } = new();

    public Plugin? Plugin { get; private set; }

    public PluginHost? Host { get; private set; }

    public static string Code(string answer) => $$"""
        public static class Greeter
        {
            public static string Hello() => "{{answer}}";
        }
        """;

    public async Task OpenAsync(string path)
    {
        Plugin = await HotStart.Plugin.OpenAsync(Folder[path], Options).LimitAsync(_limit);
        _collecting = Events.CollectAsync(Plugin.WatchAsync(_ended.Token), _ended.Token);
    }

    public async Task StartAsync(string folder)
    {
        Host = await PluginHost.StartAsync(Folder[folder], Options).LimitAsync(_limit);
        _collecting = Events.CollectAsync(Host.WatchAsync(_ended.Token), _ended.Token);
    }

    public string Answer(string id = "hello") => (Plugin ?? Host![id]).Lookup<Func<string>>("Hello")();

    public Task<PluginEvent> NextAsync(params PluginEventKind[] kinds) => Events.NextAsync(e => kinds.Contains(e.Kind), limit: _limit);

    /// <summary>The next swap; a refusal instead of it fails the test.</summary>
    public async Task SwappedAsync()
    {
        PluginEvent e = await NextAsync(PluginEventKind.Swapped, PluginEventKind.Refused);
        Assert.True(e.Kind == PluginEventKind.Swapped, e.Message);
    }

    /// <summary>Swaps until this is the answer; a refusal fails the test.</summary>
    public async Task AnswersAsync(string answer, string id = "hello")
    {
        do
        {
            await SwappedAsync();
        }
        while (Answer(id) != answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await (Plugin?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _collecting.LimitAsync();
        _ended.Dispose();
        Folder.Dispose();
    }
}
