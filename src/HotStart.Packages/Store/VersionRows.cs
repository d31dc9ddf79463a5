using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>Which versions a store holds, and of which files each is made.</summary>
internal static class VersionRows
{
    public const string Columns = "versions.id, versions.plugin, versions.version, versions.package, versions.content, versions.main, versions.bytes, versions.added, versions.source, versions.packages";

    public static StoredVersion Read(SqliteDataReader reader, StorePaths paths, int at = 0) => new()
    {
        Id = reader.GetInt64(at),
        PluginId = reader.GetString(at + 1),
        Version = reader.GetString(at + 2),
        PackageId = reader.GetString(at + 3),
        Content = reader.GetString(at + 4),
        MainFile = Path.Combine(paths.ContentOf(reader.GetString(at + 4)), reader.GetString(at + 5)),
        Bytes = reader.GetInt64(at + 6),
        AddedAt = reader.Time(at + 7),
        Source = reader.GetString(at + 8),
        Packages = JsonSerializer.Deserialize(reader.GetString(at + 9), StoreJson.Default.ImmutableArrayStoredPackage),
    };

    /// <summary>All versions, by plugin, the newest addition last.</summary>
    public static ImmutableArray<StoredVersion> All(SqliteConnection connection, StorePaths paths) =>
        [.. Sql.Rows(connection, $"SELECT {Columns} FROM versions ORDER BY plugin, id", r => Read(r, paths))];

    /// <summary>All versions of one plugin, named by its id or that of its package.</summary>
    public static ImmutableArray<StoredVersion> Of(SqliteConnection connection, StorePaths paths, string id) =>
        [.. Sql.Rows(connection, $"SELECT {Columns} FROM versions WHERE plugin = @0 OR package = @0 ORDER BY id", r => Read(r, paths), id)];

    public static StoredVersion? Find(SqliteConnection connection, StorePaths paths, string plugin, string version) =>
        Sql.Rows(connection, $"SELECT {Columns} FROM versions WHERE plugin = @0 AND version = @1", r => Read(r, paths), plugin, version).FirstOrDefault();

    /// <summary>Adds a version whose files are in place, with the list of them.</summary>
    public static long Add(SqliteConnection connection, StorePaths paths, StoredVersion version, IEnumerable<ContentFile> files)
    {
        foreach (ContentFile file in files)
        {
            Sql.Run(
                connection,
                "INSERT OR IGNORE INTO files (content, path, hash, bytes) VALUES (@0, @1, @2, @3)",
                version.Content, file.Path, file.Hash, file.Bytes);
        }

        return Sql.Number(
            connection,
            "INSERT INTO versions (plugin, version, package, content, main, bytes, added, source, packages) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8) RETURNING id",
            version.PluginId,
            version.Version,
            version.PackageId,
            version.Content,
            Path.GetRelativePath(paths.ContentOf(version.Content), version.MainFile).Replace('\\', '/'),
            version.Bytes,
            Sql.Text(version.AddedAt),
            version.Source,
            JsonSerializer.Serialize(version.Packages, StoreJson.Default.ImmutableArrayStoredPackage));
    }

    public static List<ContentFile> Files(SqliteConnection connection, string content) => Sql.Rows(
        connection,
        "SELECT path, hash, bytes FROM files WHERE content = @0 ORDER BY path",
        r => new ContentFile(r.GetString(0), r.GetString(1), r.GetInt64(2)),
        content);
}
