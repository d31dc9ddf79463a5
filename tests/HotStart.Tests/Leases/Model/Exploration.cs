namespace HotStart.Tests.Leases.Model;

/// <summary>What an exploration found.</summary>
/// <param name="States">How many different states were visited.</param>
/// <param name="Fault">What is wrong and the shortest way there, or null.</param>
internal sealed record Exploration(int States, string? Fault);
