using HotStart.Compilation.Plans;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Compiling;

/// <summary>
/// Compiles plans, and keeps for the next time what did not change since: parsed files, references, what generators
/// found. One belongs to one host. Thread-safe; one plugin is compiled once at a time.
/// </summary>
internal sealed class WarmCompiler : IDisposable
{
    // The runtime gives what one collection freed back to the system only in later ones; after four nothing more comes.
    private const int IdleCollections = 4;
    private static readonly TimeSpan _betweenCollections = TimeSpan.FromSeconds(2);

    private readonly CompilerOptions _options;
    private readonly ITimer _idle;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PlanCompiler> _warm_NeedsLock = new(StringComparer.Ordinal);
    private int _running_NeedsLock;
    private int _collectionsLeft_NeedsLock;
    private bool _isDisposed_NeedsLock;

    public WarmCompiler(CompilerOptions options, TimeProvider time)
    {
        _options = options;
        Time = time;
        _idle = time.CreateTimer(static c => ((WarmCompiler)c!).Cool(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeProvider Time { get; }

    /// <summary>How many plugins it keeps something of.</summary>
    public int WarmCount
    {
        get
        {
            lock (_lock)
            {
                return _warm_NeedsLock.Count;
            }
        }
    }

    /// <summary>How many builds, since the compiler was last idle, compiled only the files that changed.</summary>
    public int BodyEdits
    {
        get
        {
            lock (_lock)
            {
                return _warm_NeedsLock.Values.Sum(c => c.BodyEdits);
            }
        }
    }

    /// <summary>Compiles into a new folder below <paramref name="outputFolder"/>.</summary>
    /// <param name="key">What the plan is of: the same for each new plan of the same artifact.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="outputFolder">Where the folder with the DLL goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BuildResult> CompileAsync(string key, CompilePlan plan, string outputFolder, CancellationToken cancellationToken)
    {
        PlanCompiler compiler = Begin(key);
        try
        {
            return await Task.Run(() => compiler.CompileAsync(plan, outputFolder, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            End();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed_NeedsLock = true;
            Drop_NeedsLock();
        }

        _idle.Dispose();
    }

    private PlanCompiler Begin(string key)
    {
        lock (_lock)
        {
            _running_NeedsLock++;
            _idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!_warm_NeedsLock.TryGetValue(key, out PlanCompiler? compiler))
            {
                _warm_NeedsLock.Add(key, compiler = new PlanCompiler(_options, Time));
            }

            return compiler;
        }
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_running_NeedsLock == 0 && !_isDisposed_NeedsLock)
            {
                _idle.Change(_options.IdleTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Cool()
    {
        lock (_lock)
        {
            if (_running_NeedsLock > 0 || _isDisposed_NeedsLock)
            {
                return; // began again, or ended, just when the timer fired
            }

            if (_warm_NeedsLock.Count > 0)
            {
                Drop_NeedsLock();
                _collectionsLeft_NeedsLock = IdleCollections;
            }

            if (_collectionsLeft_NeedsLock == 0)
            {
                return;
            }

            if (--_collectionsLeft_NeedsLock > 0)
            {
                _idle.Change(_betweenCollections, Timeout.InfiniteTimeSpan);
            }
        }

        // Not blocking: nobody waits for the memory, and calls of plugins go on.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    private void Drop_NeedsLock()
    {
        foreach (PlanCompiler compiler in _warm_NeedsLock.Values)
        {
            compiler.Dispose();
        }

        _warm_NeedsLock.Clear();
    }
}
