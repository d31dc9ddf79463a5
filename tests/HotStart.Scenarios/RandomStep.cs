namespace HotStart.Scenarios;

/// <summary>One step of a random order: what is done to which plugin, with which code.</summary>
internal sealed record RandomStep(RandomStepKind Kind, int Plugin, int Version, bool IsBad);
