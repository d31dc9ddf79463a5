using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>All that the checks want to know of one assembly file; read once. Immutable.</summary>
internal sealed record ImageFacts(
    AssemblyImage? Image,
    ImmutableArray<Reason> Reasons,
    ImmutableArray<SharedUse> Uses,
    ImmutableArray<Implementation> Implementations)
{
    private const int MostRemembered = 256;
    private static readonly ConcurrentDictionary<string, ImageFacts> ByContent = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The staged file.</param>
    /// <param name="shownAs">What reasons call it.</param>
    /// <param name="contentHash">The hash of its content where the facts are worth keeping; null to keep nothing.</param>
    public static ImageFacts Read(string file, string shownAs, string? contentHash)
    {
        if (contentHash is not null && ByContent.TryGetValue(contentHash, out ImageFacts? known))
        {
            return known;
        }

        ImageReading reading = ImageReader.Read(file, Take, out ImageFacts? facts, shownAs);
        facts = facts is null
            ? new ImageFacts(null, reading.Reasons, [], [])
            : facts with { Image = reading.Image };
        if (contentHash is not null && facts.Reasons.IsEmpty)
        {
            if (ByContent.Count >= MostRemembered)
            {
                ByContent.Clear();
            }

            ByContent[contentHash] = facts;
        }

        return facts;
    }

    /// <summary>The same for a DLL that is no file of its own, such as one in a package.</summary>
    public static ImageFacts Read(string shownAs, byte[] bytes)
    {
        ImageReading reading = ImageReader.Read(shownAs, bytes, Take, out ImageFacts? facts);
        return facts is null ? new ImageFacts(null, reading.Reasons, [], []) : facts with { Image = reading.Image };
    }

    private static ImageFacts Take(PEReader pe, MetadataReader metadata, AssemblyImage image)
    {
        MetadataWalk.Run(pe, metadata);
        UseReader reader = new(metadata);
        return new ImageFacts(image, [], reader.Uses(), reader.Implementations());
    }
}
