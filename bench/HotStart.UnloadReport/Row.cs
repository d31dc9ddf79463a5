using HotStart.UnloadReport.Trials;

namespace HotStart.UnloadReport;

/// <summary>One line of the table.</summary>
/// <param name="Fixture">What was tried.</param>
/// <param name="Bare">What became of it in a bare collectible load context.</param>
/// <param name="Hot">What became of it in a HotStart host.</param>
/// <param name="NamedBy">The reference that was found to hold it; null where none was looked for or found.</param>
internal sealed record Row(Fixture Fixture, TrialResult Bare, TrialResult Hot, string? NamedBy)
{
    /// <summary>Whether it is gone, or told why it is not.</summary>
    public bool IsAnswered => Hot.Outcome == TrialOutcome.Unloaded || NamedBy is not null;
}
