using System.Collections.Immutable;
using HotStart.Flow.Candidates;
using Microsoft.Win32.SafeHandles;

namespace HotStart.Flow.Arrivals;

/// <summary>Decides by evidence whether a changed artifact is whole and nobody writes it any more.</summary>
/// <param name="time">The clock.</param>
/// <param name="isShared">Whether other machines may write to the file system unseen: then stillness is the only evidence.</param>
internal sealed class SettleCheck(TimeProvider time, bool isShared)
{
    /// <exception cref="IOException">A file cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be looked at.</exception>
    public SettleVerdict Of(ArtifactUnit unit, UnitChange change)
    {
        TimeSpan still = StillFor(unit, change);
        TimeSpan quiet = QuietFor(unit, change);
        foreach (FileEntry file in change.Written)
        {
            if (FileVerdict(unit, file, still, ref quiet) is { IsSettled: false } verdict)
            {
                return verdict;
            }
        }

        foreach (FileEntry deps in unit.IsSource ? [] : unit.Seen.Files.Where(f => f.IsDeps))
        {
            if (MissingFiles(unit, deps.Path, still) is { IsSettled: false } verdict)
            {
                return verdict;
            }
        }

        return still < quiet
            ? SettleVerdict.Wait(unit.ArtifactPath, $"'{unit.ArtifactPath}' was changed just now.", quiet - still)
            : SettleVerdict.Settled;
    }

    private static TimeSpan QuietFor(ArtifactUnit unit, UnitChange change)
    {
        TimeSpan quiet = unit.IsSource ? QuietForSource(unit, change)
            : !change.IsOneDllReplaced && !change.IsOneDllInPlace ? Pace.Together
            : HasSeveralParts(unit) ? Pace.Together
            : change.InPlace ? Pace.InPlace
            : TimeSpan.Zero;
        return quiet > unit.LeastQuiet ? quiet : unit.LeastQuiet;
    }

    // C# has no structure that tells whether it is whole. What took the old one's place was written elsewhere; a file that
    // was written here may be written to once more. An empty one is what an editor leaves between truncating and writing.
    private static TimeSpan QuietForSource(ArtifactUnit unit, UnitChange change) => change switch
    {
        { Written: [{ Stamp.Length: 0 }] } => Pace.Foreign,
        { Removed.IsEmpty: true, Written: [_] } when unit.Kind == UnitKind.SourceFile || !change.IsNew =>
            change.InPlace || change.IsNew ? Pace.SourceInPlace : TimeSpan.Zero,
        _ => Pace.Sources,
    };

    // Of DLLs that lie flat also the one that others beside it need: they are rarely deployed without each other.
    private static bool HasSeveralParts(ArtifactUnit unit) =>
        unit.Seen.Files.Count(f => !f.IsCompanion) > 1
        || (unit.Kind == UnitKind.FlatDll
            && ((Dependencies.TryBeside(unit.ArtifactPath, out ImmutableArray<string> beside) && beside.Any(File.Exists))
                || !FolderDlls.PluginsIn(unit.Folder).Contains(unit.ArtifactPath)));

    /// <summary>How long nothing has changed: as observed, or longer where the files' own times prove it.</summary>
    private TimeSpan StillFor(ArtifactUnit unit, UnitChange change)
    {
        TimeSpan observed = time.GetElapsedTime(unit.SeenAt);
        bool removedUnseen = !change.Removed.IsEmpty && unit.Seen.Folders.IsEmpty;
        if (isShared || removedUnseen || change.Written.Any(f => f.Stamp.Changed == 0) || unit.LeastQuiet > TimeSpan.Zero)
        {
            return observed;
        }

        // Of folders the time of the last change of names: a whole folder moved into place is as old as its content.
        long newest = change.Written.Select(f => f.Stamp.Changed)
            .Concat(unit.Seen.Folders.Select(f => f.Stamp.Modified))
            .DefaultIfEmpty(long.MaxValue)
            .Max();
        TimeSpan age = newest == long.MaxValue ? observed : (time.GetUtcNow() - DateTimeOffset.UnixEpoch) - TimeSpan.FromTicks(newest / 100);
        return age > observed ? age : observed;
    }

    private SettleVerdict FileVerdict(ArtifactUnit unit, FileEntry file, TimeSpan still, ref TimeSpan quiet)
    {
        Writers writers;
        PeLook pe = default;
        try
        {
            using SafeFileHandle handle = LinuxFile.OpenToLook(file.Path);
            writers = OperatingSystem.IsLinux() ? WriterCheck.Of(handle) : WriterCheck.Of(file.Path);
            if (file.IsDll && !unit.IsSource)
            {
                pe = PeLook.At(handle);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Time does not help; but the right to read is often given right after a copy.
            pe = new(Wholeness.Foreign, null);
            writers = Writers.None;
        }

        if (writers == Writers.Some)
        {
            return SettleVerdict.Wait(file.Path, $"'{file.Path}' is still open for writing. Wait for its writer, or close it.", isBeingWritten: true);
        }

        if (pe.Wholeness == Wholeness.Incomplete)
        {
            return SettleVerdict.Wait(
                file.Path,
                $"'{file.Path}' is incomplete: its headers speak of more than the {file.Stamp.Length} bytes that are there. Copy it again.");
        }

        TimeSpan least = pe.Wholeness == Wholeness.Foreign ? Pace.Foreign
            : isShared || writers == Writers.Unknown ? Pace.WritersUnknown
            : TimeSpan.Zero;
        quiet = least > quiet ? least : quiet;
        return still < Pace.Symbols && pe.SymbolsId is { } id && HasOtherSymbols(unit, file.Path, id)
            ? SettleVerdict.Wait(file.Path, $"The symbols beside '{file.Path}' are of another build.")
            : SettleVerdict.Settled;
    }

    private static bool HasOtherSymbols(ArtifactUnit unit, string dll, Guid id)
    {
        string symbols = Path.ChangeExtension(dll, ".pdb");
        return unit.Seen[symbols].Exists && SymbolsLook.IdOf(symbols) != id;
    }

    private static SettleVerdict MissingFiles(ArtifactUnit unit, string depsPath, TimeSpan still)
    {
        DepsLook deps = DepsLook.At(depsPath);
        if (!deps.IsWhole)
        {
            return SettleVerdict.Wait(depsPath, $"'{depsPath}' is incomplete: it is not valid JSON. Copy it again.");
        }

        string folder = Path.GetDirectoryName(depsPath)!;
        foreach (string name in deps.FromProjects.Concat(deps.FromPackages))
        {
            string path = Path.Join(folder, name);
            if (unit.DoesWithout.Contains(path) || FileStamp.Of(path).Exists)
            {
                continue;
            }

            bool mustCome = deps.FromProjects.Contains(name) || unit.Known?[path].Exists == true;
            if (mustCome || still < Pace.MissingPackage)
            {
                return SettleVerdict.Wait(path, $"'{path}' is missing: '{Path.GetFileName(depsPath)}' names it. Copy it, or leave it out of that file.");
            }

            unit.DoesWithout.Add(path);
        }

        return SettleVerdict.Settled;
    }
}
