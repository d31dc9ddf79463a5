namespace HotStart.AspNetCore.Routing;

/// <summary>A generation by its name.</summary>
/// <param name="PluginId">The plugin.</param>
/// <param name="Generation">Its number.</param>
internal sealed record RouteOwner(string PluginId, int Generation);
