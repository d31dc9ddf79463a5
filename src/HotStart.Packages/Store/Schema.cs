namespace HotStart.Packages.Store;

/// <summary>The tables of a store. A new version is a new entry: those before it are never changed.</summary>
internal static class Schema
{
    /// <summary>What brings a store from version i to i + 1.</summary>
    public static readonly string[] Steps =
    [
        """
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            plugin TEXT NOT NULL COLLATE NOCASE,
            version TEXT NOT NULL COLLATE NOCASE,
            package TEXT NOT NULL COLLATE NOCASE,
            content TEXT NOT NULL,
            main TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            added TEXT NOT NULL,
            source TEXT NOT NULL,
            packages TEXT NOT NULL,
            UNIQUE (plugin, version)
        );
        CREATE INDEX versions_content ON versions (content);

        CREATE TABLE files (
            content TEXT NOT NULL,
            path TEXT NOT NULL,
            hash TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            PRIMARY KEY (content, path)
        ) WITHOUT ROWID;

        CREATE TABLE releases (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL COLLATE NOCASE UNIQUE,
            created TEXT NOT NULL,
            requester TEXT NOT NULL,
            request TEXT NOT NULL,
            base INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            status TEXT NOT NULL,
            tries INTEGER NOT NULL,
            reasons TEXT NOT NULL DEFAULT '[]'
        );
        CREATE INDEX releases_fingerprint ON releases (fingerprint);

        CREATE TABLE release_plugins (
            release INTEGER NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
            version INTEGER NOT NULL REFERENCES versions (id),
            settings TEXT NOT NULL,
            PRIMARY KEY (release, version)
        ) WITHOUT ROWID;
        CREATE INDEX release_plugins_version ON release_plugins (version);

        CREATE TABLE state (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            active INTEGER NOT NULL,
            permanent INTEGER NOT NULL,
            changes INTEGER NOT NULL
        );

        CREATE TABLE pins (
            plugin TEXT PRIMARY KEY COLLATE NOCASE,
            range TEXT NOT NULL
        );

        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            process INTEGER NOT NULL,
            began TEXT NOT NULL,
            release INTEGER NOT NULL,
            ended TEXT
        );

        CREATE TABLE history (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            plugin TEXT COLLATE NOCASE,
            release INTEGER,
            requester TEXT NOT NULL,
            request TEXT NOT NULL,
            old_version TEXT,
            new_version TEXT,
            generation INTEGER,
            outcome TEXT NOT NULL,
            message TEXT NOT NULL,
            ms REAL,
            stages TEXT NOT NULL DEFAULT '[]',
            reasons TEXT NOT NULL DEFAULT '[]'
        );
        CREATE INDEX history_plugin ON history (plugin, id);
        CREATE INDEX history_release ON history (release, id);

        INSERT INTO releases (id, name, created, requester, request, base, fingerprint, status, tries)
            VALUES (1, 'empty', '2000-01-01T00:00:00.0000000+00:00', 'hotstart', 'a new store', 0, '', 'Permanent', 0);
        INSERT INTO state (one, active, permanent, changes) VALUES (1, 1, 1, 1);
        """,
    ];
}
