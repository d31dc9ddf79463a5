using HotStart.Doctor;
using HotStart.UnloadReport.Trials;

namespace HotStart.UnloadReport;

/// <summary>One line of the table.</summary>
/// <param name="Fixture">What was tried.</param>
/// <param name="Bare">What became of it in a bare collectible load context.</param>
/// <param name="Hot">What became of it in a HotStart host.</param>
/// <param name="NamedBy">The first line of the doctor on what holds it; null where none was looked for or found.</param>
internal sealed record Row(Fixture Fixture, TrialResult Bare, TrialResult Hot, LeakChain? NamedBy)
{
    /// <summary>Whether it stayed and its holder was told as its author knows it.</summary>
    public bool IsNamed => Hot.Outcome == TrialOutcome.Kept && NamedBy is not null && NamedBy.Cause.Id == Fixture.Held;

    /// <summary>Whether it is gone, or rightly told why it is not.</summary>
    public bool IsAnswered => Hot.Outcome == TrialOutcome.Unloaded || IsNamed;

    /// <summary>The last cell.</summary>
    public string Holder => NamedBy is null ? (Hot.Outcome == TrialOutcome.Kept ? "not found" : "")
        : IsNamed ? NamedBy.ToString()
        : $"WRONG ({Fixture.Held ?? "no holder known"} expected): {NamedBy}";
}
