// HtmlAgilityPack: parse and query
// uses: HtmlAgilityPack
using HtmlAgilityPack;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        HtmlDocument document = new();
        document.LoadHtml("<p class=a>x</p>");
        _ = document.DocumentNode.SelectSingleNode("//p").InnerText;
        return Task.CompletedTask;
    }
}
