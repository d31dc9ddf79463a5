using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>How many segments of a request's path come after the page's own path.</summary>
internal static class SegmentsAfterRoot
{
    public const int Page = 0;
    public const int Direct = 1;
    public const int Asset = 2;
    public const int Action = 3;

    /// <summary>By what the router found in the path.</summary>
    public static int Of(HttpContext context) => context.Request.RouteValues switch
    {
        _ when context.GetEndpoint()?.Metadata.GetMetadata<BelowRoot>() is { } below => below.Segments,
        var values when values.ContainsKey("id") => Action,
        var values when values.ContainsKey("name") => Asset,
        _ when context.GetEndpoint()?.Metadata.GetMetadata<PageMark>() is not null => Page,
        _ => Direct,
    };
}
