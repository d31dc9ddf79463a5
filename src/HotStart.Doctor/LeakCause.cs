namespace HotStart.Doctor;

/// <summary>A sort of reference that keeps plugins in memory, and what to do about it.</summary>
/// <param name="Id">A stable name, for scripts: <c>static-event</c>, <c>timer</c> …</param>
/// <param name="Advice">What to change.</param>
public sealed record LeakCause(string Id, string Advice)
{
    /// <summary>The section that explains it.</summary>
    public string DocsPage => $"docs/when-it-will-not-unload.md#{Id}";
}
