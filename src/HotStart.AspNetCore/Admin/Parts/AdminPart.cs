using HotStart.AspNetCore.StatusPage;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Admin.Parts;

/// <summary>
/// Something that an application has besides its plugins, and that the status page shows and lets change: calls of its own beside the
/// others, under the same guard, and a place on the page. Safe for use by several threads.
/// </summary>
internal abstract class AdminPart
{
    /// <summary>Changes whenever what it shows does; asked each second for each who listens to events.</summary>
    public abstract string Moves { get; }

    /// <summary>Maps its calls; each turns away whom <see cref="AdminArea.Guard"/> says.</summary>
    public abstract void Map(RouteGroupBuilder group, AdminArea area);

    /// <summary>What to say to one who asks for an action on a plugin that is not to be done here, or <see langword="null"/>.</summary>
    /// <param name="action">The name of an <see cref="AdminAction"/>.</param>
    public abstract string? Against(string action);

    /// <summary>The same change with what this part knows of the plugin, such as its settings.</summary>
    public abstract PluginChange Complete(PluginChange change, string pluginId);

    /// <summary>What it adds to the page, all from one look at it.</summary>
    public abstract PartView Show(PageModel model);
}
