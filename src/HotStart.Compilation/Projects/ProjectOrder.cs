using System.Collections.Immutable;

namespace HotStart.Compilation.Projects;

/// <summary>Which projects of a build are compiled in this process, and in which order.</summary>
internal static class ProjectOrder
{
    /// <summary>
    /// The project that makes the main file, last, and all C# projects that it refers to, each behind those that it refers to
    /// itself. One whose DLL is a generator of another is left out: a change of it changes how others are compiled.
    /// </summary>
    public static ImmutableArray<BuiltProject> Of(ImmutableArray<BuiltProject> projects, string mainFile)
    {
        Dictionary<string, BuiltProject> byPlace = new(StringComparer.Ordinal);
        foreach (BuiltProject project in projects.Where(p => !p.Arguments.IsEmpty))
        {
            foreach (string place in project.Places)
            {
                byPlace[place] = project;
            }
        }

        HashSet<BuiltProject> generators = [.. projects.SelectMany(p => p.Analyzers).Select(a => byPlace.GetValueOrDefault(a)).OfType<BuiltProject>()];
        ImmutableArray<BuiltProject>.Builder order = ImmutableArray.CreateBuilder<BuiltProject>();
        HashSet<BuiltProject> seen = [];
        Visit(byPlace.GetValueOrDefault(mainFile) ?? throw new InvalidOperationException(
            $"'{mainFile}' was built, but its project did not say how. Does it replace the target CoreCompile?"));
        return order.ToImmutable();

        void Visit(BuiltProject project)
        {
            if (!seen.Add(project))
            {
                return;
            }

            foreach (string reference in project.References)
            {
                if (byPlace.TryGetValue(reference, out BuiltProject? other) && !generators.Contains(other))
                {
                    Visit(other);
                }
            }

            order.Add(project);
        }
    }
}
