namespace HotStart;

/// <summary>Finds out what keeps a generation of this process in memory.</summary>
/// <param name="pluginId">The plugin.</param>
/// <param name="generation">The number of its generation.</param>
/// <param name="cancellationToken">Gives up: the host stops.</param>
/// <returns>What holds it, in one line, or <see langword="null"/> where nothing was found.</returns>
public delegate Task<string?> LeakExplainer(string pluginId, int generation, CancellationToken cancellationToken);
