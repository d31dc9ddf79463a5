using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>Settings of a <see cref="StoreHost"/>. Read once when it starts.</summary>
public sealed class StoreHostOptions
{
    /// <summary>
    /// Settings of the plugin host. What a release says of a plugin's settings outweighs <see cref="PluginHostOptions.Configuration"/>;
    /// <see cref="PluginHostOptions.Watch"/> is switched off, for versions in a store never change.
    /// </summary>
    public PluginHostOptions Host { get; set; } = new() { Watch = false };

    /// <summary>Settings of the store.</summary>
    public PluginStoreOptions Store { get; set; } = new() { Requester = $"host {Environment.ProcessId}@{Environment.MachineName}" };

    /// <summary>How long a new release must serve without a fault, and with all health checks passing, to become permanent. Default: 1 minute.</summary>
    public TimeSpan ProvingTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often health is checked while a release is being proven, and how long a check may take. Default: 5 seconds.</summary>
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Asked while a release is being proven, from its first moment on: each gives <see langword="null"/> where all is well, else what is
    /// not. One that says no, throws or takes longer than <see cref="HealthInterval"/> sends the release back. Default: none.
    /// </summary>
    public IList<Func<Release, CancellationToken, Task<string?>>> HealthChecks { get; } = [];

    /// <summary>How often the store is looked at beside the file system's own events. Default: 1 second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Told of each record that the host writes to the history, in order, one at a time. Must not block.</summary>
    public Action<HistoryRecord>? Recorded { get; set; }

    internal void Validate()
    {
        Host.Watch = false;
        foreach ((string name, TimeSpan value) in (IEnumerable<(string, TimeSpan)>)[(nameof(HealthInterval), HealthInterval), (nameof(PollInterval), PollInterval)])
        {
            if (value <= TimeSpan.Zero)
            {
                throw new ArgumentException($"StoreHostOptions: {name} is {value} and must be above zero.");
            }
        }

        if (ProvingTime < TimeSpan.Zero)
        {
            throw new ArgumentException($"StoreHostOptions: ProvingTime is {ProvingTime} and must not be negative.");
        }
    }
}
