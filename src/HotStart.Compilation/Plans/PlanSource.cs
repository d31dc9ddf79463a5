using System.Collections.Immutable;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Plans;

/// <summary>Makes plans of one sort of artifact. Thread-safe; of one artifact, one plan at a time.</summary>
internal abstract class PlanSource
{
    /// <summary>Whether it knows such artifacts.</summary>
    /// <param name="artifact">A project, a C# file or a folder of them.</param>
    /// <param name="directives">What the C# files say on lines that begin with <c>#:</c>; none for a project.</param>
    public abstract bool Covers(Artifact artifact, ImmutableArray<Directive> directives);

    /// <summary>Makes the plan. It serves until one of its inputs changes.</summary>
    /// <param name="artifact">What <see cref="Covers"/> said yes to.</param>
    /// <param name="directives">As for <see cref="Covers"/>.</param>
    /// <param name="workFolder">A folder for this artifact alone, for as long as the host lives. It need not exist yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<PlanResult> PlanAsync(
        Artifact artifact, ImmutableArray<Directive> directives, string workFolder, CancellationToken cancellationToken);
}
