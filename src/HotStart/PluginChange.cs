using System.Collections.Immutable;
using HotStart.Flow.Arrivals;

namespace HotStart;

/// <summary>One part of a transaction for <see cref="PluginHost.ApplyAsync"/>. Made by its static methods.</summary>
public sealed record PluginChange
{
    private PluginChange()
    {
    }

    internal PluginChangeKind Kind { get; private init; }

    internal string? Path { get; private init; }

    internal string? PluginId { get; private init; }

    /// <summary>
    /// For a load: the settings that the plugin gets (<see cref="PluginContext.Configuration"/>). Other settings than those
    /// it runs with make a new generation even of the same code. Default: those it runs with, or at first those of
    /// <see cref="PluginHostOptions.Configuration"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? Configuration { get; init; }

    /// <summary>
    /// For a load: takes the generation that was replaced last, without starting it again, where that is still kept warm
    /// (<see cref="PluginHostOptions.KeepWarm"/>) and holds the same code and settings. Default: a new generation is made.
    /// </summary>
    public bool PreferWarm { get; init; }

    /// <summary>For a load: waited for before any code of the candidate runs, while its files are being staged. Where it fails, so does the change.</summary>
    internal Task Permit { get; init; } = Task.CompletedTask;

    /// <summary>The artifact's files as they were when they were found whole; empty where nobody watched.</summary>
    internal ImmutableArray<FileEntry> Evidence { get; init; } = [];

    /// <summary>Loads an artifact (a DLL, a project, or a folder that holds one); it replaces the plugin of its id.</summary>
    /// <param name="path">The artifact.</param>
    public static PluginChange Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new() { Kind = PluginChangeKind.Load, Path = path };
    }

    /// <summary>Loads the plugin's own artifact again.</summary>
    /// <param name="pluginId">The plugin.</param>
    public static PluginChange Reload(string pluginId)
    {
        ArgumentException.ThrowIfNullOrEmpty(pluginId);
        return new() { Kind = PluginChangeKind.Reload, PluginId = pluginId };
    }

    /// <summary>Activates the plugin's previous generation.</summary>
    /// <param name="pluginId">The plugin.</param>
    public static PluginChange Rollback(string pluginId)
    {
        ArgumentException.ThrowIfNullOrEmpty(pluginId);
        return new() { Kind = PluginChangeKind.Rollback, PluginId = pluginId };
    }

    /// <summary>Takes the plugin out of the live set. Its handles fail with a clear error until it comes back.</summary>
    /// <param name="pluginId">The plugin.</param>
    public static PluginChange Remove(string pluginId)
    {
        ArgumentException.ThrowIfNullOrEmpty(pluginId);
        return new() { Kind = PluginChangeKind.Remove, PluginId = pluginId };
    }

    /// <summary>
    /// Takes the plugin out of the live set and keeps it out: no file change brings it back, until it is enabled or rolled
    /// back in this host.
    /// </summary>
    /// <param name="pluginId">The plugin.</param>
    public static PluginChange Disable(string pluginId)
    {
        ArgumentException.ThrowIfNullOrEmpty(pluginId);
        return new() { Kind = PluginChangeKind.Disable, PluginId = pluginId };
    }

    /// <summary>Loads what the artifact of a disabled plugin holds now. Where that is refused, it stays disabled.</summary>
    /// <param name="pluginId">The plugin.</param>
    public static PluginChange Enable(string pluginId)
    {
        ArgumentException.ThrowIfNullOrEmpty(pluginId);
        return new() { Kind = PluginChangeKind.Enable, PluginId = pluginId };
    }
}
