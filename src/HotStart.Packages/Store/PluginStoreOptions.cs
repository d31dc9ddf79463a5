using HotStart.Packages.Feeds;
using HotStart.Packages.Trust;

namespace HotStart.Packages.Store;

/// <summary>Settings of a <see cref="PluginStore"/>. Immutable.</summary>
public sealed record PluginStoreOptions
{
    /// <summary>Which feeds packages come from. Default: those of <c>NuGet.Config</c>.</summary>
    public PackageSourcesOptions Sources { get; init; } = new();

    /// <summary>Whose packages are taken. Default: everybody's.</summary>
    public TrustOptions Trust { get; init; } = new();

    /// <summary>Where fetched packages are kept for the next time. Default: a folder of this user.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>How many processes may die of a new release before it is set aside; 1 or more. Default: 3.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>How long to wait for another process that changes the store before giving up. Default: 10 seconds.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a running host to make a change live or refuse it. Default: 30 seconds.</summary>
    public TimeSpan HostPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Who or what asks, as the history shows it. Default: the user and the machine.</summary>
    public string Requester { get; init; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal string CacheFolderOrDefault => CacheFolder ?? Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "hotstart", "packages");

    internal void Validate()
    {
        if (Tries < 1)
        {
            throw new ArgumentException($"PluginStoreOptions: Tries is {Tries} and must be 1 or more: a release that may not be tried can never be proven.");
        }

        if (LockPatience < TimeSpan.Zero || HostPatience < TimeSpan.Zero)
        {
            throw new ArgumentException("PluginStoreOptions: LockPatience and HostPatience must not be negative.");
        }
    }
}
