using System.Collections.Immutable;
using HotStart.Flow.Arrivals;

namespace HotStart.Compilation.Plans;

/// <summary>A plan, or why there is none.</summary>
internal sealed record PlanResult(CompilePlan? Plan, ImmutableArray<Reason> Errors)
{
    /// <summary>What was warned of while the plan was made.</summary>
    public ImmutableArray<Reason> Warnings { get; init; } = [];

    /// <summary>What lies outside of the artifact's own folder and whose change is one of the artifact, or <see langword="null"/>.</summary>
    public Beyond? Beyond { get; init; }

    public static PlanResult Of(CompilePlan plan) => new(plan, []);

    public static PlanResult Refused(params ImmutableArray<Reason> errors) => new(null, errors);
}
