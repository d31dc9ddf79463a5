namespace HotStart.Cli.Reports;

/// <summary>What happened to a plugin, as one stable word.</summary>
internal static class EventWords
{
    public static string Of(PluginEventKind kind) => kind switch
    {
        PluginEventKind.State => "state",
        PluginEventKind.Swapped => "modified",
        PluginEventKind.RolledBack => "rolled-back",
        PluginEventKind.Removed => "removed",
        PluginEventKind.Disabled => "disabled",
        PluginEventKind.Refused => "refused",
        PluginEventKind.NotSettled => "not-settled",
        PluginEventKind.ArtifactDeleted => "deleted",
        PluginEventKind.Lingering => "lingering",
        PluginEventKind.Unloaded => "unloaded",
        PluginEventKind.Leaked => "leaked",
        PluginEventKind.Faulted => "faulted",
        PluginEventKind.Warned => "warned",
        PluginEventKind.Cleared => "cleared",
        _ => kind.ToString(),
    };
}
