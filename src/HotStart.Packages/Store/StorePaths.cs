namespace HotStart.Packages.Store;

/// <summary>What lies where in a store.</summary>
/// <param name="Root">Its folder, in full.</param>
internal sealed record StorePaths(string Root)
{
    /// <summary>Releases, history and what else is known.</summary>
    public string Database => Path.Combine(Root, "store.db");

    /// <summary>The files of each version, in a folder named by their content.</summary>
    public string Content => Path.Combine(Root, "content");

    /// <summary>The packages they came from, named by their content.</summary>
    public string Packages => Path.Combine(Root, "packages");

    /// <summary>What is being written or deleted: worthless after a crash.</summary>
    public string Incoming => Path.Combine(Root, "incoming");

    /// <summary>Written after each change: who follows the store watches it.</summary>
    public string Signal => Path.Combine(Root, "changed");

    /// <summary>Locked by who changes the store.</summary>
    public string WriteLock => Path.Combine(Root, "write.lock");

    /// <summary>Locked by the host that runs on the store.</summary>
    public string HostLock => Path.Combine(Root, "host.lock");

    public string ContentOf(string hash) => Path.Combine(Content, hash);

    public string PackageOf(string hash) => Path.Combine(Packages, hash + ".nupkg");

    /// <summary>A name that nobody has, below <see cref="Incoming"/>.</summary>
    public string NewIncoming() => Path.Combine(Incoming, Guid.NewGuid().ToString("N"));
}
