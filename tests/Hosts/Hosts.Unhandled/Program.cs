using System.Runtime.ExceptionServices;
using HotStart;

// A process has only one handler of unhandled exceptions, and without one it dies: so this is a process of its own.
// Arguments: what to do, the folder of plugins, the staging folder.
PluginHostOptions options = new() { Watch = false, StagingPath = args[2], CatchUnhandledExceptions = args[0] != "uncaught" };
if (args[0] == "second")
{
    ExceptionHandling.SetUnhandledExceptionHandler(_ => false);
    try
    {
        await PluginHost.StartAsync(args[1], options);
    }
    catch (HotStartException e)
    {
        Console.WriteLine($"refused: {e.Message}");
    }

    return 0;
}

await using PluginHost host = await PluginHost.StartAsync(args[1], options);
await using PluginHost another = await PluginHost.StartAsync(Path.Combine(args[1], "none"), options);
Action fail = host["faulty"].Lookup<Action>(args[3]);
Func<int> answer = host["faulty"].Lookup<Func<int>>("Answer");
TaskCompletionSource<PluginEvent> fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
Task watching = WatchAsync();
Action? uncaught = args[0] switch
{
    "lambda" => () => RunOnThread(() => fail()),
    "handle" => () => RunOnThread(new ThreadStart(fail)),
    "contract" => () => RunOnThread(host["faulty"].Get<IDisposable>().Dispose),
    "pool" => () => ThreadPool.UnsafeQueueUserWorkItem(_ => fail(), null),
    "await" => AwaitFailure,
    _ => null,
};
if (uncaught is not null)
{
    // Were one of these taken for the plugin's own, it would be told as a fault.
    uncaught();
    await fault.Task;
    Console.WriteLine("alive");
    return 0;
}

fail();
if (args[0] == "host")
{
    Thread own = new(() => throw new InvalidOperationException("the host's own fault"));
    own.Start();
    own.Join();
    Console.WriteLine("alive");
    return 0;
}

PluginEvent told = await fault.Task;
Console.WriteLine($"fault: {told.PluginId} generation {told.Generation}: {told.Message}");
Console.WriteLine($"faults: {host.Status.Plugins[0].Faults}");
Console.WriteLine($"alive: {answer()}");
await host.DisposeAsync();
await watching;
return 0;

static void RunOnThread(ThreadStart work) => new Thread(work).Start();

async void AwaitFailure() => await host["faulty"].Lookup<Func<Task>>("FailAsync")();

async Task WatchAsync()
{
    await foreach (PluginEvent e in host.WatchAsync())
    {
        if (e.Kind == PluginEventKind.Faulted)
        {
            fault.TrySetResult(e);
        }
    }
}
