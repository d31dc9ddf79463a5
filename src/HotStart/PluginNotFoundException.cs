namespace HotStart;

/// <summary>The host has no active plugin of that id.</summary>
/// <param name="pluginId">The id asked for.</param>
/// <param name="message">What was expected, what was found and what to do.</param>
public sealed class PluginNotFoundException(string pluginId, string message) : HotStartException(message)
{
    /// <summary>The id asked for.</summary>
    public string PluginId { get; } = pluginId;
}
