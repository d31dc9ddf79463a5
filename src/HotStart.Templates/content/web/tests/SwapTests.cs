using Microsoft.AspNetCore.Http;

public sealed class SwapTests
{
    private static readonly string _last = Path.Combine(AppContext.BaseDirectory, "last", "PluginName.dll");
    private static readonly string _now = Path.Combine(AppContext.BaseDirectory, "now", "PluginName.dll");

    /// <summary>Uses the last version, swaps to this one, uses it, and proves that the last one left memory.</summary>
    [Fact]
    public Task Handle_SwappedFromTheLastVersion_AnswersAndLeavesNothingBehind() =>
        SwapTest.RunAsync(_last, _now, UseAsync, cancellationToken: TestContext.Current.CancellationToken);

    private static async Task UseAsync(Plugin plugin)
    {
        RequestDelegate handle = plugin.Lookup<RequestDelegate>("Handle");
        using MemoryStream body = new();
        DefaultHttpContext http = new() { Response = { Body = body } };
        await handle(http);
        Assert.Equal("Hello, world!", System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
