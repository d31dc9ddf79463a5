using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class StaticEventTests
{
    [Theory]
    [InlineData(
        """
        void M() { [|Bus.Ticked += On|]; } void On() { }
        """)]
    [InlineData(
        """
        void M() { [|Console.CancelKeyPress += (_, _) => { }|]; }
        """)]
    [InlineData(
        """
        void M() { [|AppDomain.CurrentDomain.ProcessExit += On|]; } void On(object? s, EventArgs e) { }
        """)]
    [InlineData(
        """
        void M() { [|TaskScheduler.UnobservedTaskException += (_, _) => { }|]; }
        """)]
    [InlineData(
        """
        void M() { [|System.Runtime.Loader.AssemblyLoadContext.Default.Unloading += _ => { }|]; }
        """)]
    [InlineData(
        """
        void M() { [|Bus.Board!.Changed += On|]; } void On() { }
        """)]
    public Task Hot001_Hazard_IsReported(string snippet) => Verify<StaticEvent>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        void M() => Bus.Ticked += On; void Stop() => Bus.Ticked -= On; void On() { }
        """)]
    [InlineData(
        """
        static event Action? Mine; void M() { Mine += On; Mine?.Invoke(); } void On() { }
        """)]
    [InlineData(
        """
        void M() { var own = System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(typeof(Plug).Assembly)!; own.Unloading += _ => { }; }
        """)]
    [InlineData(
        """
        void M() { var w = new Widget(); w.Changed += On; } void On() { }
        """)]
    [InlineData(
        """
        void M() { Bus.Ticked -= On; } void On() { }
        """)]
    public Task Hot001_HarmlessCode_IsLeftAlone(string snippet) => Verify<StaticEvent>.LeavesAloneAsync(snippet);

    [Fact]
    public Task UnsubscribeFix_ContextInScope_TakesHandlerOffAtRetirement() => Verify<StaticEvent>.FixesAsync<UnsubscribeFix>(
        """
        void M(PluginContext context)
            {
                [|Bus.Ticked += On|];
            }

            void On() { }
        """,
        """
        void M(PluginContext context)
            {
                Bus.Ticked += On;
                context.Retired.Register(() => Bus.Ticked -= On);
            }

            void On() { }
        """);

    [Fact]
    public Task UnsubscribeFix_LambdaOrNoContext_OffersNothing() => Verify<StaticEvent>.FixesAsync<UnsubscribeFix>(
        """
        void M(PluginContext context) { [|Bus.Ticked += () => { }|]; } void N() { [|Bus.Ticked += On|]; } void On() { }
        """,
        """
        void M(PluginContext context) { [|Bus.Ticked += () => { }|]; } void N() { [|Bus.Ticked += On|]; } void On() { }
        """);
}
