using System.Collections.Immutable;

namespace HotStart.Packages.Feeds;

/// <summary>Which feeds to ask, and how long. Immutable.</summary>
public sealed record PackageSourcesOptions
{
    /// <summary>
    /// Names from <c>NuGet.Config</c>, addresses or folders. Empty, as by default, for all enabled ones of <c>NuGet.Config</c>,
    /// with its package source mapping.
    /// </summary>
    public ImmutableArray<string> Feeds { get; init; } = [];

    /// <summary>Where the search for <c>NuGet.Config</c> begins; it goes up from there. By default the current folder.</summary>
    public string? ConfigRoot { get; init; }

    /// <summary>How long a feed may stay silent. Default: 10 seconds.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Assemblies that the host shares, beside the framework, HotStart's own and the host's projects: packages of these names are not fetched.</summary>
    public ImmutableArray<string> SharedAssemblies { get; init; } = [];

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
