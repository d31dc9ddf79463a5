namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>One plugin of a release.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="Version">Its version.</param>
/// <param name="Package">The package that it came in.</param>
/// <param name="Settings">Its settings; null for whoever asked without the token.</param>
internal sealed record ReleasePluginAnswer(string Plugin, string Version, string Package, Dictionary<string, string?>? Settings);
