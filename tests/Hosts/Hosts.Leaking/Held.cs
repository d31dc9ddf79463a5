using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hosts.Leaking;

/// <summary>What this host holds, and plugins forget themselves in.</summary>
public static class Held
{
    public static event EventHandler? Changed;

    public static List<object> List { get; } = [];

    public static Dictionary<string, object> Table { get; } = [];

    public static ConcurrentDictionary<string, object> Shared { get; } = new();

    public static List<Type> Types { get; } = [];

    public static Lazy<object>? Later { get; set; }

    public static Func<object>? Closure { get; set; }

    public static Station Station { get; } = new();

    public static ConditionalWeakTable<object, object> Weak { get; } = [];

    public static object WeakKey { get; } = new();

    public static CancellationTokenSource Ending { get; } = new();

    public static Channel<object> Channel { get; } = System.Threading.Channels.Channel.CreateUnbounded<object>();

    public static TaskCompletionSource Never { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static FileSystemWatcher Files { get; } = new(Path.GetTempPath());

    public static AsyncLocal<object?> Ambient { get; } = new();

    public static object? Slot;

    [ThreadStatic]
    public static object? PerThread;

    public static IServiceProvider Services { get; } =
        new ServiceCollection().AddLogging().AddSingleton<Registry>().BuildServiceProvider();

    public static System.Text.Json.JsonSerializerOptions Json { get; } = new();

    /// <summary>What the host does once all plugins are gone.</summary>
    public static List<Action> After { get; } = [];

    /// <summary>Set once a thread keeps something in <see cref="PerThread"/>.</summary>
    public static ManualResetEventSlim Kept { get; } = new();

    /// <summary>A thread of the host that lives on with what it was given.</summary>
    public static void KeepPerThread(object? what)
    {
        PerThread = what;
        what = null;
        Kept.Set();
        using ManualResetEventSlim never = new();
        never.Wait();
    }

    public static void RaiseChanged() => Changed?.Invoke(null, EventArgs.Empty);
}
