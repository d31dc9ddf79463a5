using System.Collections.Immutable;

namespace HotStart.Packages.Store;

/// <summary>One version of a plugin in a store. It never changes.</summary>
public sealed record StoredVersion
{
    /// <summary>The plugin.</summary>
    public required string PluginId { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The id of the package it came in.</summary>
    public required string PackageId { get; init; }

    /// <summary>The SHA-256 of all its files' names and contents, in lower-case hex.</summary>
    public required string Content { get; init; }

    /// <summary>Its main DLL, in full.</summary>
    public required string MainFile { get; init; }

    /// <summary>The folder that holds its files, and nothing else.</summary>
    public string Folder => Path.GetDirectoryName(MainFile)!;

    /// <summary>The size of its files in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it came into the store.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The feed it came from.</summary>
    public required string Source { get; init; }

    /// <summary>Its package and those it depends on; the plugin's own first.</summary>
    public required ImmutableArray<StoredPackage> Packages { get; init; }

    /// <summary>The row.</summary>
    internal long Id { get; init; }
}
