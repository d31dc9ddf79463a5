namespace HotStart.AspNetCore.Packages.Requests;

/// <summary>Nothing has to be said.</summary>
internal sealed record CommitRequest;
