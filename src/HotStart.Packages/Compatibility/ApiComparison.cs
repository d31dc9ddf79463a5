using System.Collections.Immutable;
using HotStart.Flow.Candidates;

namespace HotStart.Packages.Compatibility;

/// <summary>
/// What changed between two versions of an assembly: exported symbols and contract types, which are its public types with
/// their public and protected members. Read from metadata alone: none of their code runs. Immutable.
/// </summary>
/// <param name="Changes">All differences, by member.</param>
public sealed record ApiComparison(ImmutableArray<ApiChange> Changes)
{
    /// <summary>Whether anything breaks somebody.</summary>
    public bool IsBreaking => Changes.Any(c => c.IsBreaking);

    /// <summary>Whether anything is new.</summary>
    public bool HasAdditions => Changes.Any(c => c.Kind == ChangeKind.Added);

    /// <summary>Compares two DLLs.</summary>
    /// <param name="oldAssembly">The DLL of the old version.</param>
    /// <param name="newAssembly">The DLL of the new version.</param>
    /// <exception cref="CandidateRejectedException">One of them cannot be read.</exception>
    public static ApiComparison Compare(string oldAssembly, string newAssembly)
    {
        ArgumentException.ThrowIfNullOrEmpty(oldAssembly);
        ArgumentException.ThrowIfNullOrEmpty(newAssembly);
        return Compare(Read(oldAssembly, null), Read(newAssembly, null));
    }

    /// <summary>Compares the plugins in two packages.</summary>
    /// <param name="oldPackage">The old version.</param>
    /// <param name="newPackage">The new version.</param>
    /// <exception cref="PackageException">It is not clear which assembly of a package is the plugin.</exception>
    /// <exception cref="CandidateRejectedException">An assembly cannot be read.</exception>
    public static ApiComparison Compare(Packing.PluginPackage oldPackage, Packing.PluginPackage newPackage)
    {
        ArgumentNullException.ThrowIfNull(oldPackage);
        ArgumentNullException.ThrowIfNull(newPackage);
        return Compare(Read(oldPackage), Read(newPackage));
    }

    internal static ImmutableSortedDictionary<string, ApiType> Read(Packing.PluginPackage package)
    {
        string main = package.MainEntry();
        return Read($"{package.Path}/{main}", package.Contents.Read(main, Packing.EntryLimits.LargestEntry));
    }

    internal static ImmutableSortedDictionary<string, ApiType> Read(string path, byte[]? bytes) =>
        TryRead(path, bytes, out ImmutableArray<Reason> reasons) ?? throw new CandidateRejectedException(path, reasons);

    /// <summary>The public types of a DLL, or null and why.</summary>
    internal static ImmutableSortedDictionary<string, ApiType>? TryRead(string path, byte[]? bytes, out ImmutableArray<Reason> reasons)
    {
        ImmutableSortedDictionary<string, ApiType>? types;
        ImageReading reading = bytes is null
            ? ImageReader.Read(path, static (_, metadata, _) => new ApiReader(metadata).Types(), out types)
            : ImageReader.Read(path, bytes, static (_, metadata, _) => new ApiReader(metadata).Types(), out types);
        reasons = reading.Reasons;
        return types;
    }

    internal static ApiComparison Compare(ImmutableSortedDictionary<string, ApiType> before, ImmutableSortedDictionary<string, ApiType> after)
    {
        List<ApiChange> changes = [];
        foreach (ApiType old in before.Values)
        {
            if (after.TryGetValue(old.Name, out ApiType? same))
            {
                new TypeComparison(old, same, after, changes).Run();
                continue;
            }

            changes.Add(new ApiChange(old.Name, ChangeKind.Removed, $"The {old.Kind} {old.Name} is gone.")
            {
                Before = old.Shown,
                IsBinaryCompatible = false,
                IsSourceCompatible = false,
            });
        }

        changes.AddRange(after.Values.Where(t => !before.ContainsKey(t.Name))
            .Select(t => new ApiChange(t.Name, ChangeKind.Added, $"The {t.Kind} {t.Name} is new.") { After = t.Shown }));
        return new ApiComparison([.. changes.Distinct().OrderBy(c => c.Member, StringComparer.Ordinal).ThenBy(c => c.Kind).ThenBy(c => c.Message, StringComparer.Ordinal)]);
    }
}
