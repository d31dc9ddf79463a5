using System.Collections.Immutable;
using HotStart.Packages.Releases;

namespace HotStart.Packages.Store;

/// <summary>What a store holds. Holds numbers and strings only.</summary>
/// <param name="Active">The release that is to run, with its plugins.</param>
/// <param name="Permanent">The release that is gone back to where that one fails.</param>
/// <param name="Releases">The newest releases first, without their plugins.</param>
/// <param name="Versions">All versions, by plugin, the newest addition last.</param>
/// <param name="Pins">The pinned range of each plugin that has one.</param>
/// <param name="HasHost">Whether a host runs on the store.</param>
public sealed record StoreListing(
    Release Active,
    Release Permanent,
    ImmutableArray<Release> Releases,
    ImmutableArray<StoredVersion> Versions,
    ImmutableSortedDictionary<string, string> Pins,
    bool HasHost);
