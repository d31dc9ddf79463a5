using System.Collections.Immutable;

namespace HotStart.Compilation.Plans;

/// <summary>A plan, or why there is none.</summary>
internal sealed record PlanResult(CompilePlan? Plan, ImmutableArray<Reason> Errors)
{
    /// <summary>What was warned of while the plan was made.</summary>
    public ImmutableArray<Reason> Warnings { get; init; } = [];

    /// <summary>
    /// Files and folders outside of the artifact's own folder whose change is one of the artifact. Of a folder it is every file below.
    /// </summary>
    public ImmutableArray<string> Beyond { get; init; } = [];

    public static PlanResult Of(CompilePlan plan) => new(plan, []);

    public static PlanResult Refused(params ImmutableArray<Reason> errors) => new(null, errors);
}
