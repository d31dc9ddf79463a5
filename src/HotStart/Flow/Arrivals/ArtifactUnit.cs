using System.Collections.Immutable;
using System.Diagnostics;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// One artifact and how far its arrival is. Touched by the loop of <see cref="ArrivalWatch"/> alone.
/// </summary>
[DebuggerDisplay("{ArtifactPath,nq}: {State}")]
internal sealed class ArtifactUnit
{
    private ImmutableArray<string> _paths;
    private (FileStamp Dll, FileStamp Deps) _pathsFor;
    private Beyond? _beyond;

    public ArtifactUnit(UnitKind kind, string artifactPath, string folder)
    {
        Kind = kind;
        ArtifactPath = artifactPath;
        Folder = folder;
        if (kind is UnitKind.FlatDll or UnitKind.GivenDll)
        {
            _paths = OwnPaths(artifactPath);
        }
        else if (kind == UnitKind.SourceFile)
        {
            _paths = [artifactPath];
        }
    }

    public UnitKind Kind { get; }

    public string ArtifactPath { get; }

    /// <summary>Where its files are.</summary>
    public string Folder { get; }

    /// <summary>Whether it is compiled from what is there: then no file of it has to fit another one.</summary>
    public bool IsSource => Kind is UnitKind.SourceFile or UnitKind.Project || (Kind == UnitKind.Folder && Seen.IsSources);

    /// <summary>What was last reported; null where that must be reported anew or nothing was.</summary>
    public UnitSnapshot? Known { get; set; }

    /// <summary>Whether the consumer believes that it exists.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>The last look.</summary>
    public UnitSnapshot Seen { get; set; } = UnitSnapshot.Empty;

    public UnitState State { get; set; }

    /// <summary>When <see cref="Seen"/> was first seen.</summary>
    public long SeenAt { get; set; }

    /// <summary>When it last began to differ from what was reported.</summary>
    public long PendingSince { get; set; }

    public long LookedAt { get; set; }

    public long NextLook { get; set; }

    /// <summary>Until when it is looked at without a reason, because a folder in it is new.</summary>
    public long FreshUntil { get; set; }

    /// <summary>How many looks in a row found the same, unsettled state.</summary>
    public int Looks { get; set; }

    /// <summary>What it looked like when it was last said that it has not settled; null where that was not said yet.</summary>
    public UnitSnapshot? NotSettledSaidOf { get; set; }

    public bool IsNotSettledSaid => NotSettledSaidOf is not null;

    /// <summary>Whether others wait for it, as it may be a part of the same deployment.</summary>
    public bool IsMoving { get; set; }

    /// <summary>Raised each time the consumer finds it torn, so that the two cannot chase each other.</summary>
    public TimeSpan LeastQuiet { get; set; }

    /// <summary>Files that its deps.json names and that it was once taken without.</summary>
    public HashSet<string> DoesWithout { get; } = new(StringComparer.Ordinal);

    public bool IsPresent => Kind switch
    {
        UnitKind.Project => !Seen.Own.Files.IsEmpty,
        UnitKind.Folder => Seen.Own.Files.Any(f => f.IsDll && Path.GetDirectoryName(f.Path.AsSpan()).SequenceEqual(Folder)) || IsSource,
        _ => Seen[ArtifactPath].Exists,
    };

    /// <summary>What is there now; <see cref="Seen"/> itself where nothing changed.</summary>
    public UnitSnapshot Look(long now)
    {
        UnitSnapshot own = LookAtOwn(now);
        return _beyond is null ? own : own.With(_beyond.Look(), Seen);
    }

    /// <summary>From now on this belongs to it, too. As it was then it counts as reported: it was built from that.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Take(Beyond beyond)
    {
        if (ReferenceEquals(_beyond, beyond))
        {
            return false;
        }

        _beyond = beyond;
        Known = Known?.With(beyond.Known);
        Seen = Seen.With(beyond.Known);
        return true;
    }

    private UnitSnapshot LookAtOwn(long now)
    {
        if (Kind is UnitKind.Folder or UnitKind.Project)
        {
            return UnitSnapshot.OfFolder(Folder, Kind == UnitKind.Project, Seen.Own, now);
        }

        UnitSnapshot snapshot = UnitSnapshot.OfFiles(_paths, Seen.Own);
        (FileStamp, FileStamp) stamps = (snapshot[ArtifactPath], snapshot[Path.ChangeExtension(ArtifactPath, ".deps.json")]);
        if (Kind == UnitKind.GivenDll && stamps != _pathsFor && Dependencies.TryBeside(ArtifactPath, out ImmutableArray<string> beside))
        {
            _pathsFor = stamps;
            _paths = [.. OwnPaths(ArtifactPath).Union(beside).Order(StringComparer.Ordinal)];
            snapshot = UnitSnapshot.OfFiles(_paths, Seen.Own);
        }

        return snapshot;
    }

    private static ImmutableArray<string> OwnPaths(string dll) =>
        [.. new[] { dll, Path.ChangeExtension(dll, ".deps.json"), Path.ChangeExtension(dll, ".pdb"), Path.ChangeExtension(dll, ".runtimeconfig.json") }
            .Order(StringComparer.Ordinal)];
}
