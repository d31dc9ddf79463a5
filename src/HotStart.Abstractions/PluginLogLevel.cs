namespace HotStart;

/// <summary>How important a log line of a plugin is.</summary>
public enum PluginLogLevel
{
    /// <summary>Details for whoever looks for a fault.</summary>
    Debug,

    /// <summary>What the plugin is doing.</summary>
    Information,

    /// <summary>Something odd that the plugin could handle.</summary>
    Warning,

    /// <summary>Something that failed.</summary>
    Error,
}
