public sealed class SwapTests
{
    private static readonly string _last = Path.Combine(AppContext.BaseDirectory, "last", "PluginName.dll");
    private static readonly string _now = Path.Combine(AppContext.BaseDirectory, "now", "PluginName.dll");

    /// <summary>Uses the last version, swaps to this one, uses it, and proves that the last one left memory.</summary>
    [Fact]
    public Task Hello_SwappedFromTheLastVersion_AnswersAndLeavesNothingBehind() =>
        SwapTest.RunAsync(_last, _now, UseAsync, cancellationToken: TestContext.Current.CancellationToken);

    private static Task UseAsync(Plugin plugin)
    {
        Func<string> hello = plugin.Lookup<Func<string>>("Hello");
        Assert.Equal("Hello, world!", hello());
        return Task.CompletedTask;
    }
}
