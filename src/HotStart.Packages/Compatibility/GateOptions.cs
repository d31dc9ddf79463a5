using System.Collections.Immutable;
using NuGet.Versioning;

namespace HotStart.Packages.Compatibility;

/// <summary>What <see cref="CompatibilityGate"/> cannot read from the plugins themselves. Immutable.</summary>
public sealed record GateOptions
{
    /// <summary>Members whose breaking changes are allowed, by name; see <see cref="VersionRule"/>.</summary>
    public ImmutableArray<string> AllowBreaking { get; init; } = [];

    /// <summary>The candidate's version, or <see langword="null"/> for what its package or its code says.</summary>
    public NuGetVersion? Version { get; init; }

    /// <summary>The active version, or <see langword="null"/> for what its package or its code says.</summary>
    public NuGetVersion? ActiveVersion { get; init; }

    /// <summary>The range of HotStart versions that the candidate can run in, or <see langword="null"/> for what its package says.</summary>
    public string? Host { get; init; }

    /// <summary>The host's settings, such as what it shares; <see langword="null"/> for the defaults.</summary>
    public PluginHostOptions? HostOptions { get; init; }
}
