using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>Every assembly that is referred to is staged, shared by the host, or the framework's.</summary>
internal static class DependencyCheck
{
    public static void Run(CandidateFacts facts, ICollection<Reason> reasons)
    {
        foreach ((AssemblyReferenceName reference, string neededBy) in facts.Missing)
        {
            string cure = reference.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                ? "It comes with ASP.NET Core, which this host does not run: add <FrameworkReference Include=\"Microsoft.AspNetCore.App\" /> to the host."
                : "Put it beside the plugin, for example by <EnableDynamicLoading>true</EnableDynamicLoading> in its project, or publish the plugin.";
            reasons.Add(new Reason(
                ReasonCodes.MissingDependency,
                $"'{neededBy}' needs the assembly {reference}, which is neither in the plugin's folder nor in the host. {cure}",
                neededBy));
        }
    }
}
