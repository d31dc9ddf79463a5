using HotStart.Packages.Releases;

namespace HotStart.Packages.Store;

/// <summary>What all work on a store needs.</summary>
internal sealed class StoreCore : IDisposable
{
    private StoreCore(StorePaths paths, StoreDatabase database, PluginStoreOptions options)
    {
        Paths = paths;
        Database = database;
        Options = options;
        Content = new ContentFolders(paths);
    }

    public StorePaths Paths { get; }

    public StoreDatabase Database { get; }

    public ContentFolders Content { get; }

    public PluginStoreOptions Options { get; }

    public TimeProvider Time => Options.TimeProvider;

    /// <summary>Whether a host runs on the store now.</summary>
    public bool HasHost => !Database.IsReadOnly && StoreLock.IsHeld(Paths.HostLock);

    /// <summary>The same store for another who asks.</summary>
    public StoreCore For(string requester) => new(Paths, Database, Options with { Requester = requester });

    public static StoreCore Open(string folder, PluginStoreOptions? options)
    {
        options ??= new PluginStoreOptions();
        options.Validate();
        StorePaths paths = new(Path.GetFullPath(folder));
        try
        {
            foreach (string needed in (string[])[paths.Content, paths.Packages, paths.Incoming])
            {
                if (!Directory.Exists(needed))
                {
                    Directory.CreateDirectory(needed);
                }
            }
        }
        catch (Exception e) when (StoreErrors.IsOfDisk(e) && !File.Exists(paths.Database))
        {
            throw StoreErrors.Explain(e, "making the store", paths);
        }

        return new StoreCore(paths, StoreDatabase.Open(paths, options.LockPatience), options);
    }

    /// <summary>Takes the lock for a change and clears away what a process that died left in work.</summary>
    public async Task<StoreLock> LockAsync(string what, CancellationToken cancellationToken)
    {
        StoreLock taken = await StoreLock.TakeAsync(Paths.WriteLock, what, Options.LockPatience, Paths, Time, cancellationToken).ConfigureAwait(false);
        try
        {
            FaultPoints.Reach(FaultPoint.LockTaken);
            Content.CleanIncoming();
            return taken;
        }
        catch (Exception e) when (StoreErrors.IsOfDisk(e))
        {
            taken.Dispose();
            throw StoreErrors.Explain(e, what, Paths);
        }
    }

    public Release Active() => Database.Read(c => ReleaseRows.Get(c, Paths, ReleaseRows.State(c).Active));

    /// <summary>A record with what every record has.</summary>
    public HistoryRecord Record(HistoryKind kind, string request, string outcome, string message) => new()
    {
        At = Time.GetUtcNow(),
        Kind = kind,
        Requester = Options.Requester,
        Request = request,
        Outcome = outcome,
        Message = message,
    };

    public void Dispose() => Database.Dispose();
}
