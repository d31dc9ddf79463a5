using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>An active plugin beside what feeds have, as <c>hotstart outdated --json</c> has it.</summary>
internal sealed record OutdatedAnswer(string Event, string Plugin, string Active, string Newest, string? Latest, string? Pin, bool CanUpdate)
{
    public static OutdatedAnswer Of(OutdatedPlugin p) => new("plugin", p.PluginId, p.Active, p.Newest, p.Latest, p.Pin, p.CanUpdate);
}
