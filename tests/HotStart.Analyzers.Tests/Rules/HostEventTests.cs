using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class HostEventTests
{
    [Theory]
    [InlineData(
        """
        public void M(IBoard board) { [|board.Changed += On|]; } void On() { }
        """)]
    [InlineData(
        """
        type:public class Plug(IBoard board) { void M() { [|board.Changed += On|]; } void On() { } }
        """)]
    [InlineData(
        """
        readonly IBoard _board; public Plug(IBoard board) { _board = board ?? throw new ArgumentNullException(nameof(board)); [|_board.Changed += On|]; } void On() { }
        """)]
    [InlineData(
        """
        void M(PluginContext context) { IBoard board = context.Get<IBoard>("board"); [|board.Changed += On|]; } void On() { }
        """)]
    [InlineData(
        """
        void M(PluginContext context) { [|((IBoard)context.Services.GetService(typeof(IBoard))!).Changed += On|]; } void On() { }
        """)]
    public Task Hot002_Hazard_IsReported(string snippet) => Verify<HostEvent>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        readonly IBoard _board; public Plug(IBoard board) { _board = board; _board.Changed += On; } public void Stop() => _board.Changed -= On; void On() { }
        """)]
    [InlineData(
        """
        readonly System.IO.FileSystemWatcher _files = new("."); public Plug() { _files.Changed += (_, _) => { }; }
        """)]
    [InlineData(
        """
        void M() { Widget widget = new(); widget.Changed += On; } void On() { }
        """)]
    [InlineData(
        """
        void M(Widget mine) { mine.Changed += On; } void On() { }
        """)]
    [InlineData(
        """
        type:public class Own { public event Action? Changed; public void M(Own other) { other.Changed += On; Changed?.Invoke(); } void On() { } }
        """)]
    public Task Hot002_HarmlessCode_IsLeftAlone(string snippet) => Verify<HostEvent>.LeavesAloneAsync(snippet);

    [Fact]
    public Task UnsubscribeFix_HostEvent_TakesHandlerOffAtRetirement() => Verify<HostEvent>.FixesAsync<UnsubscribeFix>(
        """
        public void M(IBoard board, PluginContext context)
            {
                [|board.Changed += On|]; // told of changes
            }

            void On() { }
        """,
        """
        public void M(IBoard board, PluginContext context)
            {
                board.Changed += On; // told of changes
                context.Retired.Register(() => board.Changed -= On);
            }

            void On() { }
        """);
}
