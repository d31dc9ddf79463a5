// AngleSharp: parse and query
// uses: AngleSharp
using AngleSharp;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        AngleSharp.Dom.IDocument document = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content("<p class=a>x</p>"));
        _ = document.QuerySelector("p.a")!.TextContent;
    }
}
