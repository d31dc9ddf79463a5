namespace HotStart.AspNetCore.Admin.Access;

/// <summary>What became of an action, for whoever asked for it on the page.</summary>
/// <param name="PluginId">The plugin it was about.</param>
/// <param name="Text">What became of it, in words.</param>
/// <param name="Succeeded">Whether it did what was asked for.</param>
/// <param name="At">When.</param>
internal sealed record ActionNote(string PluginId, string Text, bool Succeeded, DateTimeOffset At)
{
    /// <summary>Whether it is about a part of the application and not about a plugin.</summary>
    public bool IsOfPart { get; init; }
}
