namespace HotStart.Packages.Store;

/// <summary>An active plugin beside what the feeds have.</summary>
/// <param name="PluginId">The plugin.</param>
/// <param name="Active">The version that is active.</param>
/// <param name="Newest">The newest version that an update would take; the active one where there is none.</param>
/// <param name="Latest">The newest version of all, whatever is pinned; <see langword="null"/> where no feed has any.</param>
/// <param name="Pin">The range it is pinned to, or <see langword="null"/>.</param>
public sealed record OutdatedPlugin(string PluginId, string Active, string Newest, string? Latest, string? Pin)
{
    /// <summary>Whether an update would change it.</summary>
    public bool CanUpdate => Active != Newest;
}
