using System.Collections.Immutable;

namespace HotStart.Packages.Compatibility;

/// <summary>What changed between two versions of an assembly, read from metadata alone: none of their code runs.</summary>
/// <param name="Changes">All differences, by member.</param>
public sealed record ApiComparison(ImmutableArray<ApiChange> Changes)
{
    /// <summary>Whether anything breaks somebody.</summary>
    public bool IsBreaking => Changes.Any(c => c.IsBreaking);

    /// <summary>Whether anything is new.</summary>
    public bool HasAdditions => Changes.Any(c => c.Kind == ChangeKind.Added);

    /// <summary>Compares exported symbols and contract types.</summary>
    /// <param name="oldAssembly">The DLL of the old version.</param>
    /// <param name="newAssembly">The DLL of the new version.</param>
    /// <exception cref="CandidateRejectedException">One of them cannot be read.</exception>
    public static ApiComparison Compare(string oldAssembly, string newAssembly) => throw new NotImplementedException();
}
