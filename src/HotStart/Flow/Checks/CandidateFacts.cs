using System.Collections.Immutable;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>What the checks look at: the main assembly, and all staged ones that it needs. Immutable.</summary>
internal sealed class CandidateFacts
{
    private CandidateFacts(StagedCopy staged, SharedAssemblies shared)
    {
        Staged = staged;
        Shared = shared;
    }

    public StagedCopy Staged { get; }

    public SharedAssemblies Shared { get; }

    public ImageFacts Main => Assemblies[0].Facts;

    /// <summary>The main assembly first, then its own dependencies, the nearest first; each with the name that reasons use.</summary>
    public ImmutableArray<(string Shown, ImageFacts Facts)> Assemblies { get; private set; } = [];

    /// <summary>What is neither staged nor in the host, and the file that needs it.</summary>
    public ImmutableArray<(AssemblyReferenceName Reference, string NeededBy)> Missing { get; private set; } = [];

    public static CandidateFacts Read(StagedCopy staged, SharedAssemblies shared)
    {
        CandidateFacts facts = new(staged, shared);
        string main = Path.GetRelativePath(staged.Folder, staged.MainFile).Replace('\\', '/');
        List<(string, ImageFacts)> assemblies = [];
        List<(AssemblyReferenceName, string)> missing = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Queue<string> open = new([main]);
        while (open.TryDequeue(out string? relative))
        {
            string shown = facts.Shown(relative);

            // The main assembly is new each time; what it needs rarely is.
            ImageFacts image = ImageFacts.Read(staged.PathOf(relative), shown, relative == main ? null : staged.HashOf(relative));
            assemblies.Add((shown, image));
            foreach (AssemblyReferenceName reference in image.Image?.References ?? [])
            {
                if (seen.Add(reference.Name))
                {
                    Follow(staged, shared, reference, shown, open, missing);
                }
            }
        }

        facts.Assemblies = [.. assemblies];
        facts.Missing = [.. missing];
        return facts;
    }

    private static void Follow(
        StagedCopy staged, SharedAssemblies shared, AssemblyReferenceName reference, string neededBy,
        Queue<string> open, List<(AssemblyReferenceName, string)> missing)
    {
        string file = reference.Name + ".dll";
        if (shared.UsesOwnCopy(reference.Name, reference.Version))
        {
            if (staged.Holds(file))
            {
                open.Enqueue(file);
                return;
            }

            if (staged.Files.Any(f => f.EndsWith("/" + file, StringComparison.OrdinalIgnoreCase)))
            {
                return; // one for each platform; which one is decided when it is loaded
            }
        }

        if (!shared.IsFramework(reference.Name) && !HostAssemblies.Provides(reference.Name))
        {
            missing.Add((reference, neededBy));
        }
    }

    // Reasons name the file that a person can do something about, not our copy of it.
    private string Shown(string relative) =>
        Staged.Source.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? Path.Combine(Path.GetDirectoryName(Staged.Source) ?? "", relative)
            : relative;
}
