using System.Globalization;
using System.Runtime.InteropServices;
using HotStart.Packages.Feeds;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

// A process that does one thing with a store, and dies by SIGKILL where it is told to:
//   Hosts.Store FOLDER FEED OPERATION POINT COUNT
// POINT is a FaultPoint and COUNT its how manieth passing, or "-" and 0 for none. Prints "done WHAT" for each thing reported done.
string folder = args[0], feed = args[1], operation = args[2];
int left = int.Parse(args[4], CultureInfo.InvariantCulture);
if (args[3] != "-")
{
    FaultPoint point = Enum.Parse<FaultPoint>(args[3]);
    FaultPoints.Reached = reached =>
    {
        if (reached == point && Interlocked.Decrement(ref left) == 0)
        {
            _ = Native.Kill(Environment.ProcessId, 9);
        }
    };
}

PluginStoreOptions options = new()
{
    Sources = new PackageSourcesOptions { Feeds = [feed] },
    CacheFolder = feed + ".cache",
    LockPatience = TimeSpan.FromSeconds(60),
    Tries = 2,
};
if (operation == "run")
{
    await Host.RunAsync(folder, options);
    return 0;
}

using PluginStore store = PluginStore.Open(folder, options);
ChangeOptions change = new() { WaitForHost = false };
switch (operation.Split(' '))
{
    case ["install", var id, var version]:
        Tell(await store.InstallAsync(id, version, change));
        break;
    case ["apply", ..]:
        Tell(await store.ApplyAsync(ReleaseFile.Read(operation["apply ".Length..]), change));
        break;
    case ["rollback"]:
        Tell(await store.RollbackAsync(null, change));
        break;
    case ["commit"]:
        Tell(await store.CommitAsync());
        break;
    case ["gc"]:
        await store.CollectGarbageAsync(1);
        Say("done gc");
        break;
    default:
        throw new ArgumentException(operation);
}

return 0;

static void Tell(ChangeResult result) => Say($"{(result.Succeeded ? "done" : "refused")} {result.Active.Id} {result.Active.Status} {string.Join(" ", result.Reasons.Select(r => r.Message))}");

static void Say(string line)
{
    Console.Out.WriteLine(line);
    Console.Out.Flush();
}

/// <summary>A host that runs until its standard input ends, and tells what goes into the history.</summary>
internal static class Host
{
    public static async Task RunAsync(string folder, PluginStoreOptions store)
    {
        StoreHostOptions options = new() { Store = store, ProvingTime = TimeSpan.FromHours(1), Recorded = r => Console.Out.WriteLine($"{r.Kind} {r.Release} {r.Outcome} {r.Message}") };
        await using StoreHost host = await StoreHost.StartAsync(folder, options);
        foreach (HotStart.PluginStatus plugin in host.Plugins.Status.Plugins.Where(p => p.ActiveGeneration is not null))
        {
            Console.Out.WriteLine($"serves {host.Plugins[plugin.Id].Lookup<Func<string>>("Of")()}");
        }

        Console.Out.WriteLine($"running {host.Running.Id}");
        Console.Out.Flush();
        await Console.In.ReadToEndAsync();
    }
}

internal static class Native
{
    [DllImport("libc", EntryPoint = "kill")]
    public static extern int Kill(int process, int signal);
}
