using System.Collections.Immutable;
using HotStart.Packages.Feeds;

namespace HotStart.Packages.Store;

/// <summary>How a change is to be made. Immutable.</summary>
public sealed record ChangeOptions
{
    /// <summary>Feeds to use instead of those of the store's options: names, addresses or folders.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Members whose breaking changes are allowed without a new major version, by name; they are recorded.</summary>
    public ImmutableArray<string> AllowBreaking { get; init; } = [];

    /// <summary>Whether only to plan: nothing is written to the store.</summary>
    public bool DryRun { get; init; }

    /// <summary>The name of the new release. Default: its number.</summary>
    public string? Name { get; init; }

    /// <summary>Whether to try again what failed before: a set or version that was quarantined.</summary>
    public bool Retry { get; init; }

    /// <summary>Whether to wait until a running host has made the change live or refused it. Default: yes.</summary>
    public bool WaitForHost { get; init; } = true;

    /// <summary>Told of transfers; called on any thread.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }
}
