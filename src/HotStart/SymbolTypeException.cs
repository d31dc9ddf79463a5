namespace HotStart;

/// <summary>The symbol exists, but has another type than the one asked for.</summary>
/// <param name="pluginId">The plugin.</param>
/// <param name="symbol">The name asked for.</param>
/// <param name="message">The type expected, the types found, and what to do.</param>
public sealed class SymbolTypeException(string pluginId, string symbol, string message) : HotStartException(message)
{
    /// <summary>The plugin.</summary>
    public string PluginId { get; } = pluginId;

    /// <summary>The name asked for.</summary>
    public string Symbol { get; } = symbol;
}
