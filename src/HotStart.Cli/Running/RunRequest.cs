namespace HotStart.Cli.Running;

/// <summary>What <c>hotstart run</c> was asked for.</summary>
/// <param name="Path">The artifact.</param>
/// <param name="Symbol">What to call, or null for the only function.</param>
/// <param name="Arguments">Its arguments as JSON.</param>
/// <param name="Once">Whether to call once and end.</param>
internal sealed record RunRequest(string Path, string? Symbol, IReadOnlyList<string> Arguments, bool Once);
