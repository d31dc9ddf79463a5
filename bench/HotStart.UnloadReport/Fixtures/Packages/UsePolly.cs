// Polly: retry and timeout
// uses: Polly.Core
using Polly;
using Polly.Retry;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero }).AddTimeout(TimeSpan.FromSeconds(5)).Build();
        _ = await pipeline.ExecuteAsync(_ => ValueTask.FromResult(new Foo()));
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
