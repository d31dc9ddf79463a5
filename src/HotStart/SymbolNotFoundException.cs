namespace HotStart;

/// <summary>The plugin has no symbol of that name, or the name fits several.</summary>
/// <param name="pluginId">The plugin.</param>
/// <param name="symbol">The name asked for.</param>
/// <param name="message">What was asked for, what is there, and the nearest names.</param>
public sealed class SymbolNotFoundException(string pluginId, string symbol, string message)
    : HotStartException(message)
{
    /// <summary>The plugin.</summary>
    public string PluginId { get; } = pluginId;

    /// <summary>The name asked for.</summary>
    public string Symbol { get; } = symbol;
}
