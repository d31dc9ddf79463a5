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
