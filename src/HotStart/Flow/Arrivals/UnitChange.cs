using System.Collections.Immutable;

namespace HotStart.Flow.Arrivals;

/// <summary>What differs between what was last reported of an artifact and what is there now.</summary>
/// <param name="Written">Files that are new or different; symbols left out: they change nothing that runs.</param>
/// <param name="Removed">Files that are gone; symbols left out.</param>
/// <param name="InPlace">Whether a file was changed that is still the same one.</param>
/// <param name="IsNew">Whether nothing was reported before.</param>
internal sealed record UnitChange(
    ImmutableArray<FileEntry> Written, ImmutableArray<FileEntry> Removed, bool InPlace, bool IsNew)
{
    public bool IsNothing => Written.IsEmpty && Removed.IsEmpty;

    /// <summary>Whether one DLL took another's place and nothing else happened.</summary>
    public bool IsOneDllReplaced => !IsNew && !InPlace && Removed.IsEmpty && Written is [{ IsDll: true }];

    /// <summary>Whether one DLL was written to and nothing else happened.</summary>
    public bool IsOneDllInPlace => !IsNew && InPlace && Removed.IsEmpty && Written is [{ IsDll: true }];

    public static UnitChange Between(UnitSnapshot? known, UnitSnapshot seen)
    {
        if (known is null)
        {
            return new([.. seen.Files.Where(f => !f.IsSymbols)], [], false, true);
        }

        Dictionary<string, FileStamp> before = known.Files.ToDictionary(f => f.Path, f => f.Stamp);
        ImmutableArray<FileEntry>.Builder written = ImmutableArray.CreateBuilder<FileEntry>();
        bool inPlace = false;
        bool added = false;
        foreach (FileEntry file in seen.Files)
        {
            bool existed = before.Remove(file.Path, out FileStamp old);
            if (!file.IsSymbols && (!existed || old != file.Stamp))
            {
                written.Add(file);
                inPlace |= old.IsSameFileAs(file.Stamp);
                added |= !existed;
            }
        }

        // A file that was not there before is taken like a new artifact: more may follow it.
        return new(
            written.DrainToImmutable(),
            [.. before.Select(b => new FileEntry(b.Key, b.Value)).Where(f => !f.IsSymbols)],
            inPlace,
            added);
    }
}
