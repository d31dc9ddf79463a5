namespace HotStart.Bench.Reporting;

/// <summary>One line of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Bar">What it must reach; empty where it is information only.</param>
/// <param name="Ours">HotStart's value, with its unit.</param>
/// <param name="Beside">The baseline's or peer's value, with its unit.</param>
/// <param name="Ratio">Ours by the other; null where there is none.</param>
/// <param name="Met">Whether the bar is met; null where there is none.</param>
/// <param name="OthersLoad">The share of the machine that other processes used meanwhile, 0 to 1.</param>
internal sealed record Figure(
    string Name, string Bar, string Ours, string Beside, double? Ratio, bool? Met, double? OthersLoad = null)
{
    public string Verdict => Met switch { true => "met", false => "MISSED", null => "–" };
}
