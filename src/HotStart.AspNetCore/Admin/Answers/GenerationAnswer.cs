namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>One generation that is not proven gone.</summary>
internal sealed record GenerationAnswer(
    int Number, string Version, string Fingerprint, string State, string Verdict, DateTimeOffset Since, long Leases, string[] Holders, string? LeakReason)
{
    public static GenerationAnswer From(GenerationStatus g) => new(
        g.Number, g.Version, g.Fingerprint, Camel.Of(g.State), Camel.Of(g.Verdict), g.Since, g.Leases, [.. g.Holders], g.LeakReason);
}
