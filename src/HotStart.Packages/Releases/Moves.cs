using HotStart.Packages.Store;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Releases;

/// <summary>
/// The moves between releases that are there already. None of them can go round in circles: by itself the store only ever goes
/// from a release that is not proven to one that is, and what failed is set aside for good.
/// </summary>
internal static class Moves
{
    /// <summary>Where a rollback without a name leads: what was active before, if nothing is known against it, else what is proven.</summary>
    public static Release? Before(SqliteConnection connection, StorePaths paths, Release active)
    {
        for (long id = active.Base; id > 1;)
        {
            // A clean-up may have forgotten it.
            if (ReleaseRows.Find(connection, paths, id) is not { } release)
            {
                return null;
            }

            if (release.Status is ReleaseStatus.Permanent or ReleaseStatus.Superseded)
            {
                return release;
            }

            id = release.Base;
        }

        return null;
    }

    /// <summary>Makes an earlier release the active one by request; what is left is not gone back to by itself.</summary>
    public static Release GoBack(SqliteConnection connection, StorePaths paths, Release active, Release target, int tries)
    {
        if (active.Status is ReleaseStatus.Current or ReleaseStatus.Permanent)
        {
            ReleaseRows.SetStatus(connection, active.Id, ReleaseStatus.Withdrawn);
        }

        if (target.IsPermanent)
        {
            ReleaseRows.SetPermanent(connection, target.Id);
        }
        else
        {
            ReleaseRows.SetStatus(connection, target.Id, ReleaseStatus.Current);
            ReleaseRows.SetTries(connection, target.Id, tries);
            if (ReleaseRows.State(connection).Permanent == active.Id)
            {
                ReleaseRows.SetPermanent(connection, ReleaseRows.NewestPermanent(connection, active.Id, target.Id));
            }
        }

        ReleaseRows.SetActive(connection, target.Id);
        return ReleaseRows.Get(connection, paths, target.Id);
    }

    /// <summary>Blesses the active release.</summary>
    public static Release Commit(SqliteConnection connection, StorePaths paths, long release)
    {
        ReleaseRows.SetStatus(connection, release, ReleaseStatus.Permanent);
        ReleaseRows.SetPermanent(connection, release);
        return ReleaseRows.Get(connection, paths, release);
    }

    /// <summary>Sets the active release aside and goes to the proven one.</summary>
    public static Release Fail(SqliteConnection connection, StorePaths paths, long release, ReleaseStatus status, params ReadOnlySpan<Reason> reasons)
    {
        ReleaseRows.SetStatus(connection, release, status, [.. reasons]);
        long permanent = ReleaseRows.State(connection).Permanent;
        ReleaseRows.SetActive(connection, permanent);
        return ReleaseRows.Get(connection, paths, permanent);
    }
}
