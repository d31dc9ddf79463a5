using System.Collections.Immutable;
using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>How a build ended.</summary>
/// <param name="MainFile">The full path of the main DLL, or null where the build failed.</param>
/// <param name="Errors">Why it failed; empty when it did not.</param>
/// <param name="Warnings">What the compiler warned of.</param>
internal sealed record BuildResult(string? MainFile, ImmutableArray<Reason> Errors, ImmutableArray<Reason> Warnings)
{
    /// <summary>What lies outside of the artifact's folder and is to be watched for it; null where that is not known.</summary>
    public Beyond? Beyond { get; init; }

    public bool Succeeded => MainFile is not null;

    /// <summary>What was built: the DLL in a folder that is its own.</summary>
    public Artifact Artifact => MainFile is not null
        ? new Artifact(ArtifactKind.Assembly, MainFile, Path.GetDirectoryName(MainFile)!, OwnsRoot: true)
        : throw new InvalidOperationException("The project did not build.");
}
