using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HotStart.Packages.Store;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Releases;

/// <summary>Releases and which of them is active. Call the changing ones in a transaction.</summary>
internal static class ReleaseRows
{
    private const string Columns = "id, name, status, tries, created, requester, request, base, reasons";

    public static StoreState State(SqliteConnection connection) => Sql.Rows(
        connection,
        "SELECT active, permanent, changes FROM state",
        r => new StoreState(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)))[0];

    public static void SetActive(SqliteConnection connection, long release) =>
        Sql.Run(connection, "UPDATE state SET active = @0", release);

    public static void SetPermanent(SqliteConnection connection, long release) =>
        Sql.Run(connection, "UPDATE state SET permanent = @0", release);

    public static void SetStatus(SqliteConnection connection, long release, ReleaseStatus status, ImmutableArray<Reason> reasons = default) => Sql.Run(
        connection,
        "UPDATE releases SET status = @1, reasons = @2 WHERE id = @0",
        release,
        status.ToString(),
        JsonSerializer.Serialize(reasons.IsDefault ? [] : reasons, StoreJson.Default.ImmutableArrayReason));

    public static void SetTries(SqliteConnection connection, long release, int tries) =>
        Sql.Run(connection, "UPDATE releases SET tries = @1 WHERE id = @0", release, tries);

    /// <summary>The release of this number, with its plugins.</summary>
    public static Release Get(SqliteConnection connection, StorePaths paths, long id) =>
        Find(connection, paths, id)
            ?? throw new StoreException(StoreReasons.Damaged, $"The store '{paths.Root}' names release {id}, which it does not hold. 'hotstart verify' tells more.");

    /// <summary>The same, or null.</summary>
    public static Release? Find(SqliteConnection connection, StorePaths paths, long id) =>
        Sql.Rows(connection, $"SELECT {Columns} FROM releases WHERE id = @0", Read, id) is [var release] ? WithPlugins(connection, paths, release) : null;

    /// <summary>The release that a user names by its name or number; null where there is none.</summary>
    public static Release? Find(SqliteConnection connection, StorePaths paths, string nameOrNumber)
    {
        List<Release> found = Sql.Rows(connection, $"SELECT {Columns} FROM releases WHERE name = @0", Read, nameOrNumber);
        return found.Count > 0 ? WithPlugins(connection, paths, found[0])
            : long.TryParse(nameOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? Find(connection, paths, id)
            : null;
    }

    /// <summary>The newest releases first, without their plugins.</summary>
    public static List<Release> Newest(SqliteConnection connection, int most) =>
        Sql.Rows(connection, $"SELECT {Columns} FROM releases ORDER BY id DESC LIMIT @0", Read, most);

    /// <summary>Releases of the same set that failed.</summary>
    public static List<Release> Failed(SqliteConnection connection, string fingerprint) => Sql.Rows(
        connection, $"SELECT {Columns} FROM releases WHERE fingerprint = @0 AND status = 'Quarantined' ORDER BY id DESC", Read, fingerprint);

    /// <summary>The newest release that proved itself, was not gone back from, and is none of these.</summary>
    public static long NewestPermanent(SqliteConnection connection, params long[] but) => Sql.Number(
        connection,
        $"SELECT coalesce(max(id), 1) FROM releases WHERE status = 'Permanent' AND id NOT IN ({string.Join(',', but)})");

    /// <summary>Makes a release; its versions must have their rows.</summary>
    public static long Add(SqliteConnection connection, Release release)
    {
        long id = Sql.Number(
            connection,
            "INSERT INTO releases (name, created, requester, request, base, fingerprint, status, tries) VALUES (@0, @1, @2, @3, @4, @5, @6, @7) RETURNING id",
            release.Name.Length > 0 ? release.Name : Guid.NewGuid().ToString(),
            Sql.Text(release.CreatedAt),
            release.Requester,
            release.Request,
            release.Base,
            Release.FingerprintOf(release.Plugins),
            release.Status.ToString(),
            release.TriesLeft);
        if (release.Name.Length == 0)
        {
            Sql.Run(connection, "UPDATE releases SET name = @1 WHERE id = @0", id, id.ToString(CultureInfo.InvariantCulture));
        }

        foreach (ReleasePlugin plugin in release.Plugins)
        {
            Sql.Run(
                connection,
                "INSERT INTO release_plugins (release, version, settings) VALUES (@0, @1, @2)",
                id,
                plugin.Version.Id,
                JsonSerializer.Serialize(new SortedDictionary<string, string?>(plugin.Settings, StringComparer.Ordinal), StoreJson.Default.SortedDictionaryStringString));
        }

        return id;
    }

    // CROSS: from the release to its versions. The other way round, to be spared the sorting, all versions would be read.
    private static Release WithPlugins(SqliteConnection connection, StorePaths paths, Release release) => release with
    {
        Plugins = [.. Sql.Rows(
            connection,
            $"SELECT {VersionRows.Columns}, release_plugins.settings FROM release_plugins CROSS JOIN versions ON versions.id = release_plugins.version WHERE release_plugins.release = @0 ORDER BY versions.plugin",
            r => new ReleasePlugin(
                VersionRows.Read(r, paths),
                JsonSerializer.Deserialize(r.GetString(10), StoreJson.Default.SortedDictionaryStringString)!.ToImmutableSortedDictionary(StringComparer.Ordinal)),
            release.Id)],
    };

    private static Release Read(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Name = reader.GetString(1),
        Status = Enum.Parse<ReleaseStatus>(reader.GetString(2)),
        TriesLeft = reader.GetInt32(3),
        CreatedAt = reader.Time(4),
        Requester = reader.GetString(5),
        Request = reader.GetString(6),
        Base = reader.GetInt64(7),
        Reasons = JsonSerializer.Deserialize(reader.GetString(8), StoreJson.Default.ImmutableArrayReason),
        Plugins = [],
    };
}
