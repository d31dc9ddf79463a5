using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Requests;

/// <summary>What all calls take that make a release of what feeds have.</summary>
internal abstract record FeedRequest
{
    /// <summary>Feeds to ask instead of those of the host.</summary>
    public string[]? Source { get; init; }

    /// <summary>The name of the new release. Default: its number.</summary>
    public string? Name { get; init; }

    /// <summary>Members that may break without a new major version, by name.</summary>
    public string[]? AllowBreaking { get; init; }

    /// <summary>Whether to take again what was set aside or refused before.</summary>
    public bool Retry { get; init; }

    /// <summary>Whether only to plan.</summary>
    public bool DryRun { get; init; }

    internal ChangeOptions Options() => new()
    {
        Sources = [.. Source ?? []],
        Name = Name,
        AllowBreaking = [.. AllowBreaking ?? []],
        Retry = Retry,
        DryRun = DryRun,
    };
}
