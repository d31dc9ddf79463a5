namespace HotStart.UnloadReport.Trials;

/// <summary>What became of a fixture.</summary>
internal enum TrialOutcome
{
    /// <summary>It could not be built, loaded or run; the words say why.</summary>
    Failed,

    /// <summary>It left memory.</summary>
    Unloaded,

    /// <summary>It stayed.</summary>
    Kept,
}
