using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>Every assembly was built for a framework that the host runs.</summary>
internal static class FrameworkCheck
{
    public static void Run(CandidateFacts facts, ICollection<Reason> reasons)
    {
        for (int i = 0; i < facts.Assemblies.Length; i++)
        {
            (string shown, ImageFacts assembly) = facts.Assemblies[i];
            if (assembly.Image?.TargetFramework is { Length: > 0 } target && Problem(target, isMain: i == 0) is { } problem)
            {
                reasons.Add(new Reason(ReasonCodes.WrongFramework, $"'{shown}' {problem}", shown));
            }

            foreach (AssemblyReferenceName reference in assembly.Image?.References ?? [])
            {
                if (facts.Shared.IsFramework(reference.Name)
                    && HostAssemblies.VersionOf(reference.Name) is { } has && reference.Version > has
                    && !(facts.Shared.UsesOwnCopy(reference.Name, reference.Version) && facts.Staged.Holds(reference.Name + ".dll")))
                {
                    reasons.Add(new Reason(
                        ReasonCodes.WrongFramework,
                        $"'{shown}' refers to {reference}; the framework that this host runs has version {has}. Build the plugin for net{Environment.Version.Major}.{Environment.Version.Minor}, or run the host on a newer .NET.",
                        shown));
                }
            }
        }
    }

    private static string? Problem(string target, bool isMain)
    {
        string[] parts = target.Split(',', StringSplitOptions.TrimEntries);
        string version = parts.FirstOrDefault(p => p.StartsWith("Version=v", StringComparison.OrdinalIgnoreCase))?["Version=v".Length..] ?? "";
        Version running = new(Environment.Version.Major, Environment.Version.Minor);
        switch (parts[0])
        {
            case ".NETStandard":
                return null;
            case ".NETCoreApp":
                return Version.TryParse(version, out Version? wanted) && new Version(wanted.Major, wanted.Minor) > running
                    ? $"was built for .NET {version}; this host runs .NET {running}. Build the plugin for net{running}, or run the host on .NET {version}."
                    : null;

            // Packages for .NET Framework often work; a plugin made for it is a mistake.
            case ".NETFramework":
                return isMain
                    ? $"was built for .NET Framework {version}; this host runs .NET {running}. Build the plugin for net{running} or netstandard2.0."
                    : null;
            default:
                return isMain
                    ? $"was built for {target}; this host runs .NET {running}. Build the plugin for net{running} or netstandard2.0."
                    : null;
        }
    }
}
