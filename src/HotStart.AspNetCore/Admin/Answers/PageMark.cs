namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>Marks the endpoint of the status page itself.</summary>
internal sealed class PageMark;
