using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>Every DLL that the plugin needs is a whole .NET assembly that holds code.</summary>
internal static class ImageCheck
{
    public static void Run(CandidateFacts facts, ICollection<Reason> reasons)
    {
        foreach ((string shown, ImageFacts assembly) in facts.Assemblies)
        {
            foreach (Reason reason in assembly.Reasons)
            {
                reasons.Add(reason);
            }

            if (assembly.Image is { IsReferenceOnly: true })
            {
                reasons.Add(new Reason(
                    ReasonCodes.DamagedAssembly,
                    $"'{shown}' is a reference assembly: it holds signatures without code, as compilers want them. Use the DLL from the bin folder, not from obj/…/ref.",
                    shown));
            }
        }
    }
}
