using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>A version in the store, as <c>hotstart list --all --json</c> has it.</summary>
internal sealed record VersionAnswer(string Event, string Plugin, string Version, string Package, string Content, long Bytes, DateTimeOffset AddedAt, string Source)
{
    public static VersionAnswer Of(StoredVersion v) => new("version", v.PluginId, v.Version, v.PackageId, v.Content, v.Bytes, v.AddedAt, v.Source);
}
