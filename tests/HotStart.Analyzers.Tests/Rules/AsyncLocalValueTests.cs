using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class AsyncLocalValueTests
{
    [Theory]
    [InlineData(
        """
        static readonly AsyncLocal<Plug?> _now = new(); static readonly AsyncLocal<string> _text = new(); public void M() { [|_now.Value = this|]; }
        """)]
    [InlineData(
        """
        static readonly AsyncLocal<List<Plug>> _all = new(); public static void M() { [|_all.Value = []|]; }
        """)]
    public Task Hot012_Hazard_IsReported(string snippet) => Verify<AsyncLocalValue>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        static readonly AsyncLocal<Plug?> _now = new(); static readonly AsyncLocal<string> _text = new(); public void M() { _now.Value = this; try { } finally { _now.Value = null; } }
        """)]
    [InlineData(
        """
        static readonly AsyncLocal<Plug?> _now = new(); static readonly AsyncLocal<string> _text = new(); public async Task M() { _now.Value = this; await Task.Yield(); }
        """)]
    [InlineData(
        """
        static readonly AsyncLocal<Plug?> _now = new(); static readonly AsyncLocal<string> _text = new(); public void M() { _text.Value = "x"; _now.Value = null; }
        """)]
    [InlineData(
        """
        static readonly AsyncLocal<Plug?> _now = new(); static readonly AsyncLocal<string> _text = new(); public void M() => ExecutionContext.Run(ExecutionContext.Capture()!, _ => { _now.Value = this; }, null);
        """)]
    public Task Hot012_HarmlessCode_IsLeftAlone(string snippet) => Verify<AsyncLocalValue>.LeavesAloneAsync(snippet);
}
