using System.Collections.Immutable;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>The checks that run none of the plugin's code. All of them run; all reasons are collected.</summary>
internal static class CandidateChecks
{
    /// <summary>Why a staged copy cannot run in this host; empty when it can.</summary>
    /// <param name="staged">The copy.</param>
    /// <param name="shared">What the host shares.</param>
    /// <param name="main">Its main assembly, or null where that cannot be read.</param>
    public static ImmutableArray<Reason> Run(StagedCopy staged, SharedAssemblies shared, out AssemblyImage? main)
    {
        CandidateFacts facts = CandidateFacts.Read(staged, shared);
        main = facts.Main.Image;
        List<Reason> reasons = [];
        ImageCheck.Run(facts, reasons);
        ArchitectureCheck.Run(facts, reasons);
        FrameworkCheck.Run(facts, reasons);
        DependencyCheck.Run(facts, reasons);
        ContractCheck.Run(facts, reasons);
        IdentityCheck.Run(facts, reasons);
        return [.. reasons.Distinct()];
    }

    /// <summary>A plugin's id and version: what its code says, else its file name and the assembly's version.</summary>
    public static (string Id, string Version) Identity(AssemblyImage image, Artifact artifact) => (
        image.PluginId ?? IdentityCheck.IdFromName(artifact.Name),
        image.PluginVersion ?? (image.InformationalVersion is { Length: > 0 } v ? v : image.Version.ToString()));
}
