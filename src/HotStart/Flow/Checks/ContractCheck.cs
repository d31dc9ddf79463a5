using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>The host has every shared assembly in the version, and with the types and members, that the plugin was built against.</summary>
internal static class ContractCheck
{
    public static void Run(CandidateFacts facts, ICollection<Reason> reasons)
    {
        foreach ((string shown, ImageFacts assembly) in facts.Assemblies)
        {
            foreach (AssemblyReferenceName reference in assembly.Image?.References ?? [])
            {
                if (FromHost(facts, reference.Name))
                {
                    Compare(facts, shown, assembly, reference, reasons);
                }
            }
        }
    }

    private static void Compare(
        CandidateFacts facts, string shown, ImageFacts assembly, AssemblyReferenceName reference, ICollection<Reason> reasons)
    {
        if (HostAssemblies.VersionOf(reference.Name) is { } has && reference.Version > has)
        {
            Add($"was built against {reference}; the host has version {has}. Build the plugin against the host's version, or update the host.");
        }

        if (HostContract.Of(reference.Name, facts.Shared) is not { } contract)
        {
            return;
        }

        HashSet<string> absent = new(StringComparer.Ordinal);
        foreach (SharedUse use in assembly.Uses)
        {
            if (Same(use.Assembly) && use.Member is null && !contract.Has(use))
            {
                absent.Add(use.Type);
                Add($"uses the type '{Words(use.Type)}' of {reference.Name}, which the host's copy does not have. It was built against another version: build the plugin against the host's version, or update the host.");
            }
        }

        foreach (SharedUse use in assembly.Uses)
        {
            if (Same(use.Assembly) && use.Member is not null && !absent.Contains(use.Type) && !contract.Has(use))
            {
                Add($"uses '{Words(use.Type)}.{use.Member}' ({use.Signature}) of {reference.Name}, which the host's copy does not have like that. It was built against another version: build the plugin against the host's version, or update the host.");
            }
        }

        foreach (Implementation implementation in assembly.Implementations)
        {
            if (Same(implementation.Assembly) && !implementation.MayInherit)
            {
                foreach (string member in contract.Lacking(implementation))
                {
                    Add($"has the class '{Words(implementation.Class)}', which lacks '{Words(member)}' of the host's {reference.Name}. The host's contract is newer: build the plugin against it.");
                }
            }
        }

        bool Same(string name) => name.Equals(reference.Name, StringComparison.OrdinalIgnoreCase);
        void Add(string what) => reasons.Add(new Reason(ReasonCodes.ContractMismatch, $"'{shown}' {what}", shown));
    }

    private static bool FromHost(CandidateFacts facts, string name) =>
        !facts.Shared.IsFramework(name)
        && (facts.Shared.IsShared(name) || !facts.Staged.Holds(name + ".dll"))
        && HostAssemblies.Provides(name);

    private static string Words(string type) => type.Replace('/', '.');
}
