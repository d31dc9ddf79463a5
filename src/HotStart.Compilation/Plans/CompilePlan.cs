using System.Collections.Immutable;

namespace HotStart.Compilation.Plans;

/// <summary>All that a compilation needs to know: what to do, not how. Immutable.</summary>
internal sealed record CompilePlan
{
    /// <summary>The name of the assembly.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>What relative paths are relative to.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The command line of csc, one argument each, with references, analyzers, sources and all.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Whether code outside of any type makes it a program, whatever the arguments say.</summary>
    public bool IsProgramWithTopLevelCode { get; init; }

    /// <summary>Generators that run only where the code holds a word without which they have nothing to do.</summary>
    public ImmutableArray<WordGenerator> WordGenerators { get; init; } = [];

    /// <summary>C# that no file holds.</summary>
    public ImmutableArray<PlanText> Texts { get; init; } = [];

    /// <summary>
    /// A folder whose files must lie beside the DLL (its deps.json, assemblies of packages, content), or
    /// <see langword="null"/>. They are copied; nothing may be written there any more.
    /// </summary>
    public string? BesideFolder { get; init; }

    /// <summary>What the plan was made from. Once one of them is another, the plan has to be made anew.</summary>
    public ImmutableArray<PlanInput> Inputs { get; init; } = [];

    /// <summary>The projects that it refers to, each behind those that it refers to itself.</summary>
    public ImmutableArray<ReferencedPlan> Referenced { get; init; } = [];

    /// <summary>What was made when the plan was made, or <see langword="null"/>.</summary>
    public MadeBefore? Made { get; init; }

    /// <summary>Whether nothing changed that it was made from.</summary>
    public bool IsCurrent() => Inputs.All(i => i.IsSame());
}
