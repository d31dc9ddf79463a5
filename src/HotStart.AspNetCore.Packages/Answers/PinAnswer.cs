namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>A plugin and the range that its updates stay in; null where it is not pinned.</summary>
internal sealed record PinAnswer(string Event, string Plugin, string? Range)
{
    public static PinAnswer Of(string plugin, string? range) => new("pinned", plugin, range);
}
