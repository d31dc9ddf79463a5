namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>Marks an endpoint with how many segments of its path come after the page's own.</summary>
internal sealed record BelowRoot(int Segments);
