using HotStart.Bench.Reporting;

namespace HotStart.Bench.Web;

/// <summary>Endpoints that change under load.</summary>
internal static class WebBench
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings) =>
    [
        .. await ThroughputBench.RunAsync(settings),
        .. await EndpointSwapBench.RunAsync(settings),
        .. await SocketBench.RunAsync(settings),
    ];
}
