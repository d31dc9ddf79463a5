namespace HotStart;

/// <summary>What happened to a plugin.</summary>
public enum PluginEventKind
{
    /// <summary>Not something that happened, but how things stand: sent first to each new watcher, one a plugin.</summary>
    State,

    /// <summary>A new generation is live.</summary>
    Swapped,

    /// <summary>An earlier generation is live again.</summary>
    RolledBack,

    /// <summary>The plugin was taken out of the live set.</summary>
    Removed,

    /// <summary>A candidate was refused; the old generation serves on.</summary>
    Refused,

    /// <summary>An artifact has stayed incomplete for the settle limit. It is still waited for.</summary>
    NotSettled,

    /// <summary>The artifact is gone; the plugin serves on.</summary>
    ArtifactDeleted,

    /// <summary>A retired generation is still leased after the drain limit.</summary>
    Lingering,

    /// <summary>A retired generation is gone, and proven gone.</summary>
    Unloaded,

    /// <summary>A retired generation has no lease left, yet a reference keeps it in memory.</summary>
    Leaked,

    /// <summary>Code of the plugin failed outside a call: on a thread or timer, in its stop, or while being disposed.</summary>
    Faulted,

    /// <summary>What is live now was compiled with warnings that were not told yet; see <see cref="PluginEvent.Reasons"/>.</summary>
    Warned,

    /// <summary>What was refused last is over: the artifact holds what is active again.</summary>
    Cleared,

    /// <summary>The plugin was taken out of the live set and stays out until it is enabled or rolled back.</summary>
    Disabled,
}
