namespace HotStart.AspNetCore.Packages.Requests;

internal sealed record InstallRequest : FeedRequest
{
    /// <summary>The package or plugin.</summary>
    public required string Id { get; init; }

    /// <summary>Just a version, or a range as NuGet writes it. Default: the newest.</summary>
    public string? Range { get; init; }
}
