using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>Versions that came with a release that was set aside: no update takes them again by itself.</summary>
internal static class FailedVersions
{
    /// <summary>Plugin (in capitals) and version of each.</summary>
    public static HashSet<(string Plugin, string Version)> All(SqliteConnection connection) => [.. Sql.Rows(
        connection,
        """
        SELECT versions.plugin, versions.version FROM releases
            JOIN release_plugins ON release_plugins.release = releases.id
            JOIN versions ON versions.id = release_plugins.version
            WHERE releases.status = 'Quarantined'
            AND NOT EXISTS (SELECT 1 FROM release_plugins before WHERE before.release = releases.base AND before.version = versions.id)
            AND NOT EXISTS (SELECT 1 FROM release_plugins good JOIN releases proven ON proven.id = good.release WHERE proven.status = 'Permanent' AND good.version = versions.id)
        """,
        r => (r.GetString(0).ToUpperInvariant(), r.GetString(1)))];
}
