using System.Globalization;

namespace HotStart.UnloadReport.Trials;

/// <summary>What became of a fixture, loaded in one way.</summary>
/// <param name="Outcome">Gone or not.</param>
/// <param name="Seconds">From its retirement to the verdict.</param>
/// <param name="Message">Why it failed; else empty.</param>
internal sealed record TrialResult(TrialOutcome Outcome, double Seconds, string Message)
{
    public string Words => Outcome switch
    {
        TrialOutcome.Unloaded => string.Create(CultureInfo.InvariantCulture, $"unloaded, {Seconds:0.0} s"),
        TrialOutcome.Kept => "kept",
        _ => $"failed: {Message.Split('\n')[0]}",
    };
}
