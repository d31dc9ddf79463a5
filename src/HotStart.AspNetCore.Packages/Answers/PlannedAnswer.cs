using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>What a change does to one plugin.</summary>
internal sealed record PlannedAnswer(
    string Plugin, string Kind, string? From, string? To, string? Source, bool Settings, string[] Packages, string[] AllowedBreaks)
{
    public static PlannedAnswer Of(PlannedChange change) => new(
        change.PluginId,
        change.Kind.ToString().ToLowerInvariant(),
        change.OldVersion,
        change.NewVersion,
        change.Source,
        change.ChangesSettings,
        [.. change.Packages],
        [.. change.AllowedBreaks]);
}
