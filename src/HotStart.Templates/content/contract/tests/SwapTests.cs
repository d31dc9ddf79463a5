public sealed class SwapTests
{
    private static readonly string _last = Path.Combine(AppContext.BaseDirectory, "last", "PluginName.dll");
    private static readonly string _now = Path.Combine(AppContext.BaseDirectory, "now", "PluginName.dll");

    /// <summary>Uses the last version, swaps to this one, uses it, and proves that the last one left memory.</summary>
    [Fact]
    public Task Greeter_SwappedFromTheLastVersion_AnswersAndLeavesNothingBehind() =>
        SwapTest.RunAsync(_last, _now, UseAsync, cancellationToken: TestContext.Current.CancellationToken);

    private static Task UseAsync(Plugin plugin)
    {
        IGreeter greeter = plugin.Get<IGreeter>();
        Assert.Equal("Hello, world!", greeter.Greet("world"));
        return Task.CompletedTask;
    }
}
