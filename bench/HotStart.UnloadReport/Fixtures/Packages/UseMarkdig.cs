// Markdig: advanced pipeline
// uses: Markdig
using Markdig;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = Markdown.ToHtml("# x | **y**", new MarkdownPipelineBuilder().UseAdvancedExtensions().Build());
        return Task.CompletedTask;
    }
}
