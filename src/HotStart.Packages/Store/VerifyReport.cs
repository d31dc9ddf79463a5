using System.Collections.Immutable;

namespace HotStart.Packages.Store;

/// <summary>What a look at all of a store found.</summary>
/// <param name="Problems">What is wrong; empty where nothing is.</param>
/// <param name="Notes">What is odd and harms nobody, such as what a crash left: <c>hotstart gc</c> takes it away.</param>
/// <param name="Versions">How many versions were looked at.</param>
/// <param name="Files">How many files of them.</param>
/// <param name="Bytes">How many bytes those have.</param>
public sealed record VerifyReport(ImmutableArray<Reason> Problems, ImmutableArray<string> Notes, int Versions, int Files, long Bytes)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Problems.IsEmpty;
}
