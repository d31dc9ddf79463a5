using System.Runtime.CompilerServices;
using HotStart;

// Loads all plugins of a folder, lets each do its harm, takes them out, and waits. Arguments: the folder, the staging
// folder, how many megabytes of heap to have beside.
PluginHostOptions options = new()
{
    Watch = false,
    StagingPath = args[1],
    UnloadProbeInterval = TimeSpan.FromMilliseconds(50),
    LeakedAfterCollections = 4,
    CatchUnhandledExceptions = true,
    DrainLimit = TimeSpan.FromSeconds(5),
    MaxLiveGenerations = 200,
};
await using PluginHost host = await PluginHost.StartAsync(args[0], options);
object ballast = Ballast(int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
Task verdicts = VerdictsAsync(host, host.Status.Plugins.Length);
List<Exception> failures = await PlantAsync(host);
foreach (Exception failure in failures)
{
    Console.WriteLine($"failed: {failure}");
}

await verdicts;
LateWork();
GC.Collect();

// Not for ever: a plugin may have a finalizer that hangs.
await Task.WhenAny(Task.Run(GC.WaitForPendingFinalizers), Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
GC.Collect();
foreach (PluginStatus plugin in host.Status.Plugins)
{
    foreach (GenerationStatus generation in plugin.Generations)
    {
        Console.WriteLine($"{plugin.Id} {generation.Number} {generation.State}: {generation.LeakReason}");
    }
}

Console.WriteLine($"ready {Environment.ProcessId}");

// Beats until its input ends: a pause shows as a gap between two beats.
TimeSpan longest = TimeSpan.Zero;
Task<string?> end = Task.Run(() => Console.In.ReadLine());
long last = TimeProvider.System.GetTimestamp();
while (!end.IsCompleted)
{
    await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
    TimeSpan gap = TimeProvider.System.GetElapsedTime(last);
    last = TimeProvider.System.GetTimestamp();
    longest = gap > longest ? gap : longest;
}

Console.WriteLine($"paused {longest.TotalMilliseconds:0}");
GC.KeepAlive(ballast);
Environment.Exit(0);

[MethodImpl(MethodImplOptions.NoInlining)]
static async Task<List<Exception>> PlantAsync(PluginHost host)
{
    List<Exception> failures = [];
    foreach (string id in host.Status.Plugins.Select(p => p.Id).ToArray())
    {
        try
        {
            // In a context of its own, as a server calls: what a call leaves there is not the next one's.
            await Task.Run(() => Plant(host, id));
        }
        catch (Exception e)
        {
            failures.Add(new InvalidOperationException(id, e));
        }

        await host.ApplyAsync([PluginChange.Remove(id)]);
    }

    return failures;
}

[MethodImpl(MethodImplOptions.NoInlining)]
static void LateWork()
{
    Hosts.Leaking.Held.After.ForEach(work => work());
    Hosts.Leaking.Held.After.Clear();
}

[MethodImpl(MethodImplOptions.NoInlining)]
static void Plant(PluginHost host, string id) => host[id].Lookup<Action>("Plant")();

static async Task VerdictsAsync(PluginHost host, int count)
{
    HashSet<string> told = [];
    await foreach (PluginEvent e in host.WatchAsync())
    {
        if (e.Kind == PluginEventKind.Faulted)
        {
            Console.WriteLine($"fault of {e.PluginId}: {e.Message}");
        }

        if (e.Kind is PluginEventKind.Unloaded or PluginEventKind.Leaked or PluginEventKind.Lingering && told.Add(e.PluginId) && told.Count == count)
        {
            return;
        }
    }
}

static object Ballast(int megabytes)
{
    // Small objects that refer to each other, as a busy server has.
    List<object?[]> all = [];
    object?[]? before = null;
    for (long bytes = 0; bytes < (long)megabytes << 20; bytes += 136)
    {
        before = new object?[8];
        before[0] = all.Count > 0 ? all[all.Count / 2] : null;
        before[1] = new byte[24];
        all.Add(before);
    }

    return all;
}
