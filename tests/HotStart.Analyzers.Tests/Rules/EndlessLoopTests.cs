using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class EndlessLoopTests
{
    [Theory]
    [InlineData(
        """
        void M() => new Thread(() => { [|while|] (true) { Work(); } }).Start(); void Work() { }
        """)]
    [InlineData(
        """
        void M() => Task.Run(async () => { [|while|] (true) { await Task.Delay(1000); } });
        """)]
    [InlineData(
        """
        async Task LoopAsync() { [|for|] (;;) { await Task.Delay(1000, CancellationToken.None); } }
        """)]
    [InlineData(
        """
        void M() { [|do|] { Thread.Sleep(1); } while (true); }
        """)]
    [InlineData(
        """
        void M(int x) { [|while|] (true) { switch (x) { case 1: x = 2; break; } foreach (int i in new[] { 1 }) { break; } } }
        """)]
    [InlineData(
        """
        async Task M() { await [|Task.Delay(Timeout.Infinite)|]; }
        """)]
    [InlineData(
        """
        async Task M() { await [|Task.Delay(Timeout.InfiniteTimeSpan)|]; }
        """)]
    [InlineData(
        """
        void M() => [|Thread.Sleep(-1)|];
        """)]
    public Task Hot004_Hazard_IsReported(string snippet) => Verify<EndlessLoop>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        async Task LoopAsync(CancellationToken end) { while (true) { await Task.Delay(1000, end); } }
        """)]
    [InlineData(
        """
        void M(PluginContext context) { while (true) { if (context.Retired.IsCancellationRequested) { break; } } }
        """)]
    [InlineData(
        """
        readonly CancellationTokenSource _end = new(); void M() { while (true) { Work(_end); } } static void Work(CancellationTokenSource end) { }
        """)]
    [InlineData(
        """
        int M(Func<int> next) { while (true) { int x = next(); if (x > 3) { return x; } } }
        """)]
    [InlineData(
        """
        void M(Func<bool> more) { while (true) { if (!more()) { break; } } }
        """)]
    [InlineData(
        """
        void M(Func<bool> more) { while (true) { if (!more()) { throw new TimeoutException(); } } }
        """)]
    [InlineData(
        """
        bool _stop; void M() { while (!_stop) { Thread.Sleep(1); } }
        """)]
    [InlineData(
        """
        IEnumerable<int> M() { int i = 0; while (true) { yield return i++; } }
        """)]
    [InlineData(
        """
        async Task M(CancellationToken end) { await Task.Delay(Timeout.Infinite, end); }
        """)]
    [InlineData(
        """
        void M() { while (false) { } for (int i = 0; i < 3; i++) { } Thread.Sleep(10); }
        """)]
    public Task Hot004_HarmlessCode_IsLeftAlone(string snippet) => Verify<EndlessLoop>.LeavesAloneAsync(snippet);

    [Fact]
    public Task EndOnTokenFix_ContextInScope_LoopEndsOnRetired() => Verify<EndlessLoop>.FixesAsync<EndOnTokenFix>(
        """
        void M(PluginContext context, CancellationToken start) => new Thread(() =>
            {
                [|while|] (true)
                {
                    Thread.Sleep(1);
                }
            }).Start();
        """,
        """
        void M(PluginContext context, CancellationToken start) => new Thread(() =>
            {
                while (!context.Retired.IsCancellationRequested)
                {
                    Thread.Sleep(1);
                }
            }).Start();
        """);

    [Fact]
    public Task EndOnTokenFix_ForAndDelay_EndOnTokenGiven() => Verify<EndlessLoop>.FixesAsync<EndOnTokenFix>(
        """
        void M(CancellationToken end)
            {
                [|for|] (;;)
                {
                    Thread.Sleep(1);
                }
            }

            async Task N(CancellationToken end) => await [|Task.Delay(-1)|];
        """,
        """
        void M(CancellationToken end)
            {
                for (; !end.IsCancellationRequested;)
                {
                    Thread.Sleep(1);
                }
            }

            async Task N(CancellationToken end) => await Task.Delay(-1, end);
        """);
}
