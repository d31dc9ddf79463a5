using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class RegistrationTests
{
    [Theory]
    [InlineData(
        """
        void M(CancellationToken host) { [|host.Register(() => { })|]; }
        """)]
    [InlineData(
        """
        void M(Life life) { _ = [|life.Ending.Register(() => { })|]; }
        """)]
    [InlineData(
        """
        CancellationTokenRegistration _r; void M(Life life) { _r = [|life.Ending.Register(() => { })|]; }
        """)]
    [InlineData(
        """
        void M(WaitHandle w) { [|ThreadPool.RegisterWaitForSingleObject(w, (_, _) => { }, null, -1, false)|]; }
        """)]
    [InlineData(
        """
        void M(Microsoft.Extensions.Options.IOptionsMonitor<string> o) { [|o.OnChange((_, _) => { })|]; }
        """)]
    [InlineData(
        """
        void M() { [|System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGHUP, _ => { })|]; }
        """)]
    public Task Hot011_Hazard_IsReported(string snippet) => Verify<Registration>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        void M(PluginContext context) => context.Retired.Register(() => { });
        """)]
    [InlineData(
        """
        async Task M(CancellationToken call) { using CancellationTokenRegistration r = call.Register(() => { }); await Task.Yield(); }
        """)]
    [InlineData(
        """
        CancellationTokenRegistration _r; void M(Life life) { _r = life.Ending.Register(() => { }); } void Stop() => _r.Dispose();
        """)]
    [InlineData(
        """
        readonly CancellationTokenSource _own = new(); void M() { _own.Token.Register(() => { }); }
        """)]
    [InlineData(
        """
        RegisteredWaitHandle? _w; void M(WaitHandle w) { _w = ThreadPool.RegisterWaitForSingleObject(w, (_, _) => { }, null, -1, false); } void Stop() => _w?.Unregister(null);
        """)]
    [InlineData(
        """
        void M(Microsoft.AspNetCore.Http.HttpContext http) { http.RequestAborted.Register(() => { }); }
        """)]
    public Task Hot011_HarmlessCode_IsLeftAlone(string snippet) => Verify<Registration>.LeavesAloneAsync(snippet);

    [Fact]
    public Task DisposeFix_DroppedRegistration_KeepsAndDisposesIt() => Verify<Registration>.FixesAsync<DisposeFix>(
        """
        void M(Life life, PluginContext context)
            {
                [|life.Ending.Register(() => { })|];
            }
        """,
        """
        void M(Life life, PluginContext context)
            {
                var registration = life.Ending.Register(() => { });
                context.Retired.Register(() => registration.Dispose());
            }
        """);
}
