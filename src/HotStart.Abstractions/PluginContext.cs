using System.Diagnostics.Metrics;

namespace HotStart;

/// <summary>
/// What a host offers to one generation of a plugin. A class that implements a contract may ask for it in its
/// constructor; <see cref="IPluginLifecycle.StartAsync"/> receives it. Safe for use by several threads.
/// </summary>
public abstract class PluginContext
{
    /// <summary>Only a host makes contexts.</summary>
    protected PluginContext()
    {
    }

    /// <summary>The stable identity of the plugin.</summary>
    public abstract string Id { get; }

    /// <summary>The version of this code.</summary>
    public abstract string Version { get; }

    /// <summary>The number of this generation in its host: 1, 2, 3 … per plugin.</summary>
    public abstract int Generation { get; }

    /// <summary>The settings the host holds for this plugin.</summary>
    public abstract IReadOnlyDictionary<string, string?> Configuration { get; }

    /// <summary>Where this generation writes its log lines; they carry its id and number.</summary>
    public abstract PluginLogger Logger { get; }

    /// <summary>The services of the host, or a provider that knows none.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>
    /// Cancelled when this generation is being retired and the last call has left it, just before
    /// <see cref="IPluginLifecycle.StopAsync"/>. Loops, timers and threads of the plugin end on it.
    /// </summary>
    public abstract CancellationToken Retired { get; }

    /// <summary>
    /// The host's clock. Timers made by it end with this generation; what waits for one then (a delay) never goes on,
    /// so let it wait for <see cref="Retired"/> too.
    /// </summary>
    public abstract TimeProvider Time { get; }

    /// <summary>Makes meters that end with this generation.</summary>
    public abstract IMeterFactory Meters { get; }

    /// <summary>A client for HTTP that ends with this generation. It shares its connections with no other.</summary>
    public abstract HttpClient Http { get; }

    /// <summary>
    /// Runs work in the background, on the pool. Its token is <see cref="Retired"/>; the generation is not unloaded
    /// before it has ended, for as long as the host's stop limit allows. What it throws is recorded by the host.
    /// </summary>
    /// <param name="work">The work, until its token is cancelled or it is done.</param>
    /// <exception cref="ObjectDisposedException">The generation is being retired.</exception>
    public abstract void Run(Func<CancellationToken, Task> work);

    /// <summary>
    /// Hands over an object that is to be disposed (as <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>)
    /// after this generation's stop, last one first.
    /// </summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="disposable">The object.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="ArgumentException">It cannot be disposed.</exception>
    /// <exception cref="ObjectDisposedException">The generation is being retired.</exception>
    public abstract T Own<T>(T disposable)
        where T : class;

    /// <summary>Registers a callback on a token of the host, until the end of this generation.</summary>
    /// <param name="token">A token that may outlive this generation.</param>
    /// <param name="callback">Called when it is cancelled.</param>
    /// <returns>What takes the callback off earlier.</returns>
    /// <exception cref="ObjectDisposedException">The generation is being retired.</exception>
    public abstract CancellationTokenRegistration Register(CancellationToken token, Action callback);

    /// <summary>
    /// A function or variable of another plugin in the same host, as a handle that always runs its active generation.
    /// </summary>
    /// <typeparam name="T">A delegate type, shared by both plugins (a framework or host type).</typeparam>
    /// <param name="pluginId">The id of the other plugin.</param>
    /// <param name="symbol">The name of the symbol: <c>Member</c> if unique, else <c>Type.Member</c>.</param>
    public abstract T Lookup<T>(string pluginId, string symbol)
        where T : class;

    /// <summary>A contract of another plugin in the same host, always run on its active generation.</summary>
    /// <typeparam name="T">An interface that the host shares with both plugins.</typeparam>
    /// <param name="pluginId">The id of the other plugin.</param>
    public abstract T Get<T>(string pluginId)
        where T : class;
}
