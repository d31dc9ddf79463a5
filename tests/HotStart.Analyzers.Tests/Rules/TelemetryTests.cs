using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug { static readonly Meter _meter = [|new("x")|]; readonly Counter<int> _c = _meter.CreateCounter<int>("c"); }
        """)]
    [InlineData(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug { void M() { Meter meter = [|new Meter("x")|]; meter.CreateObservableGauge("g", () => 1); } }
        """)]
    [InlineData(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug { void M() { ActivityListener l = [|new() { ShouldListenTo = _ => true }|]; ActivitySource.AddActivityListener(l); } }
        """)]
    [InlineData(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Mine : EventListener { } public class Plug { readonly Mine _mine = [|new()|]; }
        """)]
    public Task Hot010_Hazard_IsReported(string snippet) => Verify<Telemetry>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug { readonly Meter _meter = new("x"); public void Dispose() => _meter.Dispose(); }
        """)]
    [InlineData(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug { void M(IMeterFactory f) { Meter meter = f.Create("x"); } static readonly ActivitySource _source = new("x"); }
        """)]
    [InlineData(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug { void M(PluginContext context) { Meter meter = new("x"); context.Retired.Register(() => meter.Dispose()); } }
        """)]
    [InlineData(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug { void M() { using ActivityListener l = new(); ActivitySource.AddActivityListener(l); } }
        """)]
    public Task Hot010_HarmlessCode_IsLeftAlone(string snippet) => Verify<Telemetry>.LeavesAloneAsync(snippet);

    [Fact]
    public Task DisposeFix_Meter_DisposesAtRetirement() => Verify<Telemetry>.FixesAsync<DisposeFix>(
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug
        {
            void M(PluginContext context)
            {
                Meter meter = [|new Meter("x")|];
            }
        }
        """,
        """
        type:using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
        public class Plug
        {
            void M(PluginContext context)
            {
                Meter meter = new Meter("x");
                context.Retired.Register(() => meter.Dispose());
            }
        }
        """);
}
