namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>What the running host made of a change.</summary>
internal sealed record ActivationAnswer(string Outcome, string Message, double Ms);
