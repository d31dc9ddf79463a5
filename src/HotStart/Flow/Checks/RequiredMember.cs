namespace HotStart.Flow.Checks;

/// <summary>A member of an interface that has no body of its own.</summary>
internal sealed record RequiredMember(string Exact, string Loose, string Shown);
