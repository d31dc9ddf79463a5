using System.Collections.Immutable;

namespace HotStart.Compilation.Plans;

/// <summary>The plan of a project that others refer to.</summary>
/// <param name="Project">The full path of the project file.</param>
/// <param name="Plan">How it is compiled.</param>
/// <param name="Places">The full paths under which the others' plans name its DLL.</param>
internal sealed record ReferencedPlan(string Project, CompilePlan Plan, ImmutableArray<string> Places);
