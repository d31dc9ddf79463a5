namespace HotStart.AspNetCore;

/// <summary>Says in words, over as many lines as it takes, what holds the old generations of a plugin in memory.</summary>
/// <param name="pluginId">The plugin.</param>
/// <param name="cancellationToken">The limit is over, or the application stops.</param>
public delegate Task<string> PluginExaminer(string pluginId, CancellationToken cancellationToken);
