using System.Globalization;
using HotStart.AspNetCore.Admin;
using HotStart.AspNetCore.Admin.Parts;
using HotStart.AspNetCore.Packages.Hosting;
using HotStart.AspNetCore.Packages.Page;
using HotStart.AspNetCore.StatusPage;
using HotStart.Packages.Store;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Packages.Releases;

/// <summary>The store of versions beside the plugins: its calls below <c>…/store</c>, and the releases on the page.</summary>
internal sealed class StorePart(StoreSource source) : AdminPart
{
    private const string Elsewhere =
        "This host runs what a store of versions says, so nothing is reloaded, and what is gone back to is a release: install a version, or roll back a release (POST …/store/rollback, or on the page under Releases).";

    public override string Moves
    {
        get
        {
            try
            {
                return source.Host.Store.Changes.ToString(CultureInfo.InvariantCulture);
            }
            catch (StoreException e)
            {
                return e.Code;
            }
        }
    }

    public override string? Against(string action) => action is "reload" or "rollback" ? Elsewhere : null;

    // One that was taken out is not there to have its settings taken over from.
    public override PluginChange Complete(PluginChange change, string pluginId) => source.Host.Running.Find(pluginId) is { } plugin
        ? change with { Configuration = plugin.Settings }
        : change;

    public override void Map(RouteGroupBuilder group, AdminArea area)
    {
        new StoreReads(area, source).Map(group);
        new StoreChanges(area, source).Map(group);
    }

    public override PartView Show(PageModel model)
    {
        try
        {
            ReleasesModel releases = ReleasesModel.Of(source.Host, model);
            return new PartView(ReleasesSection.Render(releases), p => VersionButtons.Render(p, releases), p => VersionTable.Render(p, releases));
        }
        catch (StoreException e)
        {
            // What runs goes on, and so does the page.
            return new PartView(ReleasesSection.Unreadable(e), _ => Html.Empty, _ => Html.Empty);
        }
    }
}
