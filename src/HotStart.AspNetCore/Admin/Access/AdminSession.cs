namespace HotStart.AspNetCore.Admin.Access;

/// <summary>Somebody who signed in on the page. Safe for use by several threads.</summary>
/// <param name="Name">What the log calls it.</param>
/// <param name="FormToken">Every form of this session carries it: another site cannot know it.</param>
/// <param name="Until">When it ends.</param>
internal sealed record AdminSession(string Name, string FormToken, DateTimeOffset Until)
{
    private volatile ActionNote? _note;

    /// <summary>What became of the last thing that was asked for.</summary>
    public ActionNote? Note
    {
        get => _note;
        set => _note = value;
    }
}
