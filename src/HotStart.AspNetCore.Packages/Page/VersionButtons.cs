using HotStart.AspNetCore.StatusPage;

namespace HotStart.AspNetCore.Packages.Page;

/// <summary>What can be done with one plugin's versions.</summary>
internal static class VersionButtons
{
    public static Html Render(PluginView plugin, ReleasesModel model) => model.Listing.Active.Find(plugin.Status.Id) is { } active
        ? StoreForm.Button(model, "update", "Update", $"Update ({active.PluginId})", ("id", active.PluginId))
        : Html.Empty;
}
