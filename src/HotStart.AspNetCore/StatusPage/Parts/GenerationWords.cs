namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>The state of a generation as the page says and colors it.</summary>
internal static class GenerationWords
{
    public static string Of(GenerationView g) => g.State switch
    {
        GenerationState.Candidate => "Candidate, being checked",
        GenerationState.Active => "Active",
        GenerationState.Warm => "Warm, ready for a rollback",
        GenerationState.Draining => "Draining",
        GenerationState.Lingering => "Lingering: still in use after the drain limit",
        GenerationState.Stopping => "Stopping",
        GenerationState.Unloading => "Unloading, awaiting proof",
        GenerationState.Leaked => "Leaked: kept in memory by a reference",
        _ => g.UnloadedAfter is { } took ? $"Unloaded, proven after {Words.Took(took)}" : "Gone",
    };

    public static string Tone(GenerationState state) => state switch
    {
        GenerationState.Active => "serving",
        GenerationState.Lingering => "care",
        GenerationState.Leaked => "down",
        GenerationState.Unloaded => "gone",
        _ => "moving",
    };
}
