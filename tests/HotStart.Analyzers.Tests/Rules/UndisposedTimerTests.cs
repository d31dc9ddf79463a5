using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class UndisposedTimerTests
{
    [Theory]
    [InlineData(
        """
        Timer? _timer; void M() { _timer = [|new Timer(_ => { }, null, 0, 1000)|]; }
        """)]
    [InlineData(
        """
        static readonly Timer _timer = [|new(_ => { })|]; void M() => _timer.Change(0, 1000);
        """)]
    [InlineData(
        """
        void M() { [|new Timer(_ => { }, null, 0, 1000)|]; }
        """)]
    [InlineData(
        """
        void M() { _ = [|new Timer(_ => { }, null, 0, 1000)|]; }
        """)]
    [InlineData(
        """
        void M() { System.Timers.Timer timer = [|new(1000)|]; timer.Elapsed += (_, _) => { }; timer.Start(); }
        """)]
    [InlineData(
        """
        async Task M() { PeriodicTimer timer = [|new(TimeSpan.FromSeconds(1))|]; while (await timer.WaitForNextTickAsync()) { } }
        """)]
    [InlineData(
        """
        ITimer? _timer; void M() { _timer = [|TimeProvider.System.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.Zero)|]; }
        """)]
    public Task Hot003_Hazard_IsReported(string snippet) => Verify<UndisposedTimer>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        Timer? _timer; void M() { _timer = new Timer(_ => { }, null, 0, 1000); } void Stop() => _timer?.Dispose();
        """)]
    [InlineData(
        """
        async Task M() { using PeriodicTimer timer = new(TimeSpan.FromSeconds(1)); while (await timer.WaitForNextTickAsync()) { } }
        """)]
    [InlineData(
        """
        async Task M(CancellationToken end) { PeriodicTimer timer = new(TimeSpan.FromSeconds(1)); while (await timer.WaitForNextTickAsync(end)) { } }
        """)]
    [InlineData(
        """
        void M(PluginContext context) { Timer timer = new(_ => { }, null, 0, 1000); context.Retired.Register(timer.Dispose); }
        """)]
    [InlineData(
        """
        Timer M() => new Timer(_ => { }, null, 0, 1000);
        """)]
    [InlineData(
        """
        readonly List<IDisposable> _all = []; void M() { Timer timer = new(_ => { }); _all.Add(timer); }
        """)]
    [InlineData(
        """
        async Task M() { await using Timer timer = new(_ => { }); await Task.Yield(); }
        """)]
    [InlineData(
        """
        void M() { using (Timer timer = new(_ => { })) { } }
        """)]
    public Task Hot003_HarmlessCode_IsLeftAlone(string snippet) => Verify<UndisposedTimer>.LeavesAloneAsync(snippet);

    [Fact]
    public Task DisposeFix_FieldAndContext_DisposesAtRetirement() => Verify<UndisposedTimer>.FixesAsync<DisposeFix>(
        """
        Timer? _timer;

            void M(PluginContext context)
            {
                _timer = [|new Timer(_ => { }, null, 0, 1000)|];
            }
        """,
        """
        Timer? _timer;

            void M(PluginContext context)
            {
                _timer = new Timer(_ => { }, null, 0, 1000);
                context.Retired.Register(() => _timer.Dispose());
            }
        """);

    [Fact]
    public Task DisposeFix_DroppedTimer_KeepsAndDisposesIt() => Verify<UndisposedTimer>.FixesAsync<DisposeFix>(
        """
        void M(PluginContext context)
            {
                _ = [|new Timer(_ => { }, null, 0, 1000)|];
            }
        """,
        """
        void M(PluginContext context)
            {
                var timer = new Timer(_ => { }, null, 0, 1000);
                context.Retired.Register(() => timer.Dispose());
            }
        """);

    [Fact]
    public Task DisposeFix_LocalWithoutContext_AddsUsing() => Verify<UndisposedTimer>.FixesAsync<DisposeFix>(
        """
        async Task M()
            {
                PeriodicTimer timer = [|new(TimeSpan.FromSeconds(1))|];
                while (await timer.WaitForNextTickAsync())
                {
                }
            }
        """,
        """
        async Task M()
            {
                using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync())
                {
                }
            }
        """);
}
