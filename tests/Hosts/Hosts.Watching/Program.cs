using Hosts.Watching;
using HotStart;

// A watching host that tells all it hears, and calls when it is told to. Arguments: the folder of plugins, the staging folder.
await using PluginHost host = await PluginHost.StartAsync(
    args[0], new PluginHostOptions { StagingPath = args[1], LoggerFactory = new PrintedLog() });
Task telling = TellAsync();
while (await Console.In.ReadLineAsync() is { } line && line != "end")
{
    Console.WriteLine($"answer: {host["hello"].Lookup<Func<string>>("Hello")()}");
}

await host.DisposeAsync();
await telling;

async Task TellAsync()
{
    await foreach (PluginEvent e in host.WatchAsync())
    {
        Console.WriteLine($"event: {e.Kind} {e.PluginId} {e.Generation} [{string.Join(' ', e.Reasons.Select(r => r.Code))}] {e.Message}");
    }
}
