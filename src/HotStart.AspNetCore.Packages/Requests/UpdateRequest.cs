namespace HotStart.AspNetCore.Packages.Requests;

internal sealed record UpdateRequest : FeedRequest
{
    /// <summary>The plugins. Default: all.</summary>
    public string[]? Id { get; init; }
}
