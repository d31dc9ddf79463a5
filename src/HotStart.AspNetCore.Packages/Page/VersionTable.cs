using System.Collections.Immutable;
using HotStart.AspNetCore.StatusPage;
using HotStart.AspNetCore.StatusPage.Parts;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Page;

/// <summary>The versions of one plugin that the store has, the newest first.</summary>
internal static class VersionTable
{
    private const int Most = 20;

    public static Html Render(PluginView plugin, ReleasesModel model)
    {
        string id = plugin.Status.Id;
        ImmutableArray<StoredVersion> versions = [.. model.Listing.Versions.Where(v => v.PluginId.Equals(id, StringComparison.OrdinalIgnoreCase)).Reverse()];
        if (versions.IsEmpty)
        {
            return Html.Empty;
        }

        ReleasePlugin? active = model.Listing.Active.Find(id);
        return Html.Of(
            $"""
            <details id="{plugin.Anchor}-versions"><summary>{Words.Count(versions.Length, "version")} in the store{Pin(id, model)}</summary>
            <table class="generations">
            <caption class="unseen">Versions of {id} in the store, the newest first</caption>
            <thead><tr><th scope="col">Version</th><th scope="col">Added</th><th scope="col">From</th><th scope="col">Size</th><th scope="col">Make it active</th></tr></thead>
            <tbody>{versions.Take(Most).Select(v => Row(v, active, model))}</tbody>
            </table></details>
            """);
    }

    private static Html Row(StoredVersion v, ReleasePlugin? active, ReleasesModel model) => Html.Of(
        $"""
        <tr>
        <th scope="row" data-label="Version"><span class="number">{Words.Cut(v.Version, 60)}</span></th>
        <td data-label="Added"><span class="span">{Times.Ago(v.AddedAt, model.Page.Now)}</span></td>
        <td data-label="From"><span>{Words.Cut(v.Source, 200)}</span></td>
        <td data-label="Size"><span>{Words.Bytes(v.Bytes)}</span></td>
        <td data-label="Make it active">{(active?.Version.Version == v.Version ? Html.Of($"<span class=\"none\">active</span>") : StoreForm.Button(model, "install", "Install", $"Install {v.PluginId} {v.Version}", ("id", v.PluginId), ("range", v.Version)))}</td>
        </tr>
        """);

    private static string Pin(string id, ReleasesModel model) => model.Listing.Pins.TryGetValue(id, out string? range) ? $", pinned to {range}" : "";
}
