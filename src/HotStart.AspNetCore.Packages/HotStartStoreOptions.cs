using HotStart.Packages.Releases;

namespace HotStart.AspNetCore;

/// <summary>
/// Settings of a web host that runs what a store of versions says. Read once when the application starts; all errors are reported at
/// once then. In the section <c>HotStart</c> of the configuration stand <c>Store</c> (<see cref="Folder"/>), <c>ProvingTime</c>,
/// <c>Feeds</c> and <c>Trust</c>.
/// </summary>
public sealed class HotStartStoreOptions
{
    /// <summary>The folder of the store; a relative one is meant from the application's content root. It is made if it is missing.</summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// How releases are run and proven, and which packages are taken. How plugins are run is what <c>AddHotStart</c> says:
    /// <see cref="StoreHostOptions.Host"/> becomes <see cref="HotStartOptions.Host"/>.
    /// </summary>
    public StoreHostOptions Host { get; } = new();

    /// <summary>What could not be read from the configuration.</summary>
    internal List<string> BindingErrors { get; } = [];
}
