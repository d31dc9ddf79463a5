using System.Collections.Immutable;

namespace HotStart.AspNetCore.Admin;

/// <summary>Something that can be asked for a plugin.</summary>
/// <param name="Name">Its name in the path.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Change">The change that it stands for.</param>
internal sealed record AdminAction(string Name, string Summary, Func<string, PluginChange> Change)
{
    public static readonly ImmutableArray<AdminAction> All =
    [
        new("reload", "Loads what the plugin's artifact holds now.", PluginChange.Reload),
        new("rollback", "Makes the version before the active one live again.", PluginChange.Rollback),
        new("disable", "Takes the plugin out; no file change brings it back until it is enabled.", PluginChange.Disable),
        new("enable", "Loads what the artifact of a disabled plugin holds now.", PluginChange.Enable),
    ];
}
