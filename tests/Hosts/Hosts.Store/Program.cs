using System.Globalization;
using System.Runtime.InteropServices;
using HotStart.Packages.Feeds;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

// A process that does some things with a store, one after the other, and dies by SIGKILL where it is told to, or stands still (SIGSTOP):
//   Hosts.Store FOLDER FEED "OPERATION; OPERATION ..." POINT COUNT [stop]
// POINT is a FaultPoint and COUNT its how manieth passing, or "-" and 0 for none. Prints "began", and then a line for each operation that
// was reported to it as ended: "done RELEASE ...", "refused RELEASE ..." or "failed CODE".
string folder = args[0], feed = args[1], operation = args[2];
int left = int.Parse(args[4], CultureInfo.InvariantCulture);
if (args[3] != "-")
{
    FaultPoint point = Enum.Parse<FaultPoint>(args[3]);
    FaultPoints.Reached = reached =>
    {
        if (reached == point && Interlocked.Decrement(ref left) == 0)
        {
            bool stops = args is [.., "stop"];
            if (stops)
            {
                Say($"stands at {point}");
            }

            _ = Native.Kill(Environment.ProcessId, stops ? 19 : 9);
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
Say("began");
foreach (string one in operation.Split("; "))
{
    try
    {
        Say(await DoAsync(one));
    }
    catch (StoreException e)
    {
        Say($"failed {e.Code}");
    }
}

return 0;

async Task<string> DoAsync(string one)
{
    switch (one.Split(' '))
    {
        case ["install", var id, var version]:
            return Words(await store.InstallAsync(id, version, change));
        case ["apply", ..]:
            return Words(await store.ApplyAsync(ReleaseFile.Read(one["apply ".Length..]), change));
        case ["rollback"]:
            return Words(await store.RollbackAsync(null, change));
        case ["commit"]:
            return Words(await store.CommitAsync());
        case ["pin", var id, var range]:
            await store.PinAsync(id, range);
            return $"done {store.List().Active.Id} pin";
        case ["gc"]:
            await store.CollectGarbageAsync(1);
            return $"done {store.List().Active.Id} gc";
        default:
            throw new ArgumentException(one);
    }
}

static string Words(ChangeResult result) => $"{(result.Succeeded ? "done" : "refused")} {result.Active.Id} {result.Active.Status} {string.Join(" ", result.Reasons.Select(r => r.Message))}";

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
        Console.Out.WriteLine("began");
        Console.Out.Flush();
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
