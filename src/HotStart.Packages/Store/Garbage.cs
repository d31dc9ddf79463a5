using System.Collections.Immutable;
using HotStart.Packages.Releases;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>
/// Deletes what no release refers to. The rows go first, in one transaction; then files that no row names. So a crash leaves
/// files too many, never too few.
/// </summary>
internal sealed class Garbage(StoreCore core)
{
    private const string Request = "gc";

    /// <param name="keep">How many of the newest releases to keep; null for all. The active and the permanent one always stay.</param>
    /// <param name="dryRun">Whether only to tell.</param>
    /// <param name="cancellationToken">Gives up between files.</param>
    public async Task<GarbageReport> CollectAsync(int? keep, bool dryRun, CancellationToken cancellationToken)
    {
        if (dryRun)
        {
            (ImmutableArray<Release> releases, ImmutableArray<StoredVersion> versions) = core.Database.Read(c => Choose(c, keep));
            return Report(releases, versions, Unnamed([.. versions.Select(v => v.Id)]));
        }

        using StoreLock held = await core.LockAsync(Request, cancellationToken).ConfigureAwait(false);
        try
        {
            (ImmutableArray<Release> releases, ImmutableArray<StoredVersion> versions) = core.Database.Write(Request, c => Forget(c, keep));
            FaultPoints.Reach(FaultPoint.GarbageChosen);
            string[] unnamed = Unnamed([]);
            GarbageReport report = Report(releases, versions, unnamed);
            foreach (string path in unnamed)
            {
                cancellationToken.ThrowIfCancellationRequested();
                core.Content.MoveAway(path);
                FaultPoints.Reach(FaultPoint.GarbageMoved);
            }

            core.Content.CleanIncoming();
            FaultPoints.Reach(FaultPoint.GarbageDeleted);
            return report;
        }
        catch (Exception e) when (StoreErrors.IsOfDisk(e))
        {
            throw StoreErrors.Explain(e, Request, core.Paths);
        }
    }

    private (ImmutableArray<Release> Releases, ImmutableArray<StoredVersion> Versions) Forget(SqliteConnection connection, int? keep)
    {
        (ImmutableArray<Release> Releases, ImmutableArray<StoredVersion> Versions) chosen = Choose(connection, keep);
        foreach (Release release in chosen.Releases)
        {
            Sql.Run(connection, "DELETE FROM releases WHERE id = @0", release.Id);
        }

        foreach (StoredVersion version in chosen.Versions)
        {
            Sql.Run(connection, "DELETE FROM versions WHERE id = @0", version.Id);
        }

        Sql.Run(connection, "DELETE FROM files WHERE content NOT IN (SELECT content FROM versions)");
        if (chosen.Releases.Length + chosen.Versions.Length > 0)
        {
            HistoryRows.Add(connection, core.Record(HistoryKind.Cleaned, Request, "done", $"forgot {chosen.Releases.Length} releases and {chosen.Versions.Length} versions"));
        }

        return chosen;
    }

    private (ImmutableArray<Release> Releases, ImmutableArray<StoredVersion> Versions) Choose(SqliteConnection connection, int? keep)
    {
        StoreState state = ReleaseRows.State(connection);
        HashSet<long> needed = [1, state.Active, state.Permanent, .. Sql.Rows(connection, "SELECT release FROM runs WHERE ended IS NULL ORDER BY id DESC LIMIT 1", r => r.GetInt64(0))];
        ImmutableArray<Release> releases = keep is null
            ? []
            : [.. ReleaseRows.Newest(connection, int.MaxValue).Skip(Math.Max(keep.Value, 0)).Where(r => !needed.Contains(r.Id))];
        HashSet<long> forgotten = [.. releases.Select(r => r.Id)];
        HashSet<long> used = [];
        foreach ((long release, long version) in Sql.Rows(connection, "SELECT release, version FROM release_plugins", r => (r.GetInt64(0), r.GetInt64(1))))
        {
            if (!forgotten.Contains(release))
            {
                used.Add(version);
            }
        }

        return (releases, [.. VersionRows.All(connection, core.Paths).Where(v => !used.Contains(v.Id))]);
    }

    /// <summary>What lies in the store and belongs to no version but perhaps to those that are about to be forgotten.</summary>
    private string[] Unnamed(HashSet<long> forgotten)
    {
        ImmutableArray<StoredVersion> versions = [.. core.Database.Read(c => VersionRows.All(c, core.Paths)).Where(v => !forgotten.Contains(v.Id))];
        HashSet<string> named =
        [
            .. versions.Select(v => core.Paths.ContentOf(v.Content)),
            .. versions.SelectMany(v => v.Packages).Select(p => core.Paths.PackageOf(p.Hash)),
        ];
        return [.. Directory.EnumerateFileSystemEntries(core.Paths.Content).Concat(Directory.EnumerateFileSystemEntries(core.Paths.Packages)).Where(p => !named.Contains(p))];
    }

    private static GarbageReport Report(ImmutableArray<Release> releases, ImmutableArray<StoredVersion> versions, string[] unnamed) => new(
        [.. releases.Select(r => r.Name)],
        [.. versions.Select(v => $"{v.PluginId} {v.Version}")],
        unnamed.Length,
        unnamed.Sum(p => File.Exists(p) ? new FileInfo(p).Length : new DirectoryInfo(p).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length)));
}
