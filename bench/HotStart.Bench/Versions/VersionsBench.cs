using HotStart.Bench.Reporting;

namespace HotStart.Bench.Versions;

/// <summary>Installing, activating, going back, and stores that hold much.</summary>
internal static class VersionsBench
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings) =>
    [
        .. await InstallBench.RunAsync(settings.Rounds(40, 5)),
        .. await ManyVersionsBench.RunAsync(settings.Rounds(20, 3)),
    ];
}
