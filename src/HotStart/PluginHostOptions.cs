using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HotStart;

/// <summary>
/// Settings of a <see cref="PluginHost"/> or <see cref="Plugin"/>. Read once when it starts; all errors are reported
/// at once then.
/// </summary>
public sealed class PluginHostOptions
{
    // Timers end at 49.7 days, and two of these times are added up once.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(24);

    /// <summary>Whether file changes are watched. Default: yes.</summary>
    public bool Watch { get; set; } = true;

    /// <summary>
    /// How often the files are looked at beside the file system's own events, for file systems that raise none
    /// (network drives, container volumes). Default: 2 seconds.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Artifacts that settle within this time of each other arrive together: they go live by one write or not at all.
    /// Default: 5 milliseconds. An artifact that is still being written is waited for in any case.
    /// </summary>
    public TimeSpan GatherWindow { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How long an artifact may stay incomplete before that is reported. It is still picked up once it is whole. Default: 10 seconds.</summary>
    public TimeSpan SettleLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a candidate's initializers and its start may take. Default: 10 seconds.</summary>
    public TimeSpan StartLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a retired generation's stop may take before it goes on without it. Default: 10 seconds.</summary>
    public TimeSpan StopLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long calls under way may hold a retired generation before it is reported as lingering. It is kept until
    /// they end, never forced. Default: 30 seconds.
    /// </summary>
    public TimeSpan DrainLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many generations of one plugin may be in use at once; a swap beyond that is refused. Default: 4.</summary>
    public int MaxLiveGenerations { get; set; } = 4;

    /// <summary>How long a replaced generation stays ready for a rollback by pointer. Default: not at all.</summary>
    public TimeSpan KeepWarm { get; set; } = TimeSpan.Zero;

    /// <summary>How many earlier versions of each plugin can be rolled back to from their staged copies. Default: 5.</summary>
    public int KeepStaged { get; set; } = 5;

    /// <summary>
    /// Whether a candidate may lack a symbol that a live handle uses, or have another type for it. Then that handle
    /// fails with a clear error and all others go on. Default: no, such a candidate is refused.
    /// </summary>
    public bool AllowSymbolLoss { get; set; }

    /// <summary>Whether a plugin is removed when its artifact is deleted. Default: no, it serves on.</summary>
    public bool RemoveWhenDeleted { get; set; }

    /// <summary>
    /// Whether generations can be unloaded. <see langword="false"/> gives code that changes rarely the full range of
    /// the just-in-time compiler; its generations stay in memory. Default: yes.
    /// </summary>
    public bool Collectible { get; set; } = true;

    /// <summary>
    /// Whether an exception that nobody catches on a thread, timer or pool work item of a plugin is recorded against
    /// its generation instead of ending the process. A process has only one such handler
    /// (<see cref="System.Runtime.ExceptionServices.ExceptionHandling.SetUnhandledExceptionHandler"/>). Default: no.
    /// </summary>
    public bool CatchUnhandledExceptions { get; set; }

    /// <summary>
    /// How often a background garbage collection is asked for while retired generations wait for the proof of their
    /// unload. It blocks no caller, unless the process has switched concurrent collection off. Default: 1 second;
    /// <see cref="TimeSpan.Zero"/> asks for none.
    /// </summary>
    public TimeSpan UnloadProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many collections a retired generation may survive before it is reported as leaked. Only those count after
    /// which finalizers have run, and of several within <see cref="UnloadProbeInterval"/> one. Default: 8.
    /// </summary>
    public int LeakedAfterCollections { get; set; } = 8;

    /// <summary>
    /// How many leaked generations of one plugin are borne; beyond that its swaps are refused, or only logged where
    /// <see cref="SwapWhileLeaking"/> says so. A rollback is never refused for it. Default: 16.
    /// </summary>
    public int MaxLeakedGenerations { get; set; } = 16;

    /// <summary>
    /// The same for the size of the assemblies that leaked generations of one plugin have loaded, in bytes; what their
    /// objects hold comes on top. Default: 256 MB.
    /// </summary>
    public long MaxLeakedBytes { get; set; } = 256L << 20;

    /// <summary>
    /// Whether a plugin that has reached a limit on what it leaks is swapped all the same, with a log line each time.
    /// Default: no, the swap is refused.
    /// </summary>
    public bool SwapWhileLeaking { get; set; }

    /// <summary>
    /// Asked for each leaked generation what holds it, one after the other; its answer goes into the event, the log and
    /// <see cref="GenerationStatus.LeakReason"/>. <c>DoctorProcess.ExplainAsync</c> of HotStart.Doctor is one, and stops the
    /// whole process for some tenths of a second each time. Default: nobody is asked.
    /// </summary>
    public LeakExplainer? ExplainLeak { get; set; }

    /// <summary>
    /// Simple names of assemblies that host and plugins share, beside the framework, HotStart's own, the host's
    /// projects and those marked with <see cref="SharedAssemblyAttribute"/>. Add the packages that hold contracts.
    /// </summary>
    public ISet<string> SharedAssemblies { get; private set; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Simple names of framework assemblies that each generation loads for itself, because they keep what they were
    /// given for as long as they live. A type of such an assembly cannot be part of a contract. Default:
    /// <c>Microsoft.CSharp</c>, which is behind <c>dynamic</c>.
    /// </summary>
    public ISet<string> PrivateAssemblies { get; private set; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Microsoft.CSharp" };

    /// <summary>Where candidates are staged. Default: a folder of this process below the user's temporary folder.</summary>
    public string? StagingPath { get; set; }

    /// <summary>How C# source is compiled.</summary>
    public CompilerOptions Compiler { get; private set; } = new();

    /// <summary>Settings handed to plugins: <c>Configuration[pluginId][key]</c>.</summary>
    public IDictionary<string, IReadOnlyDictionary<string, string?>> Configuration { get; private set; } =
        new Dictionary<string, IReadOnlyDictionary<string, string?>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Services handed to plugins as <see cref="PluginContext.Services"/>, or <see langword="null"/>.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>Where HotStart logs. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>What a host works with: later changes of the original have no effect on it.</summary>
    internal PluginHostOptions Copy()
    {
        PluginHostOptions copy = (PluginHostOptions)MemberwiseClone();
        copy.Compiler = Compiler.Copy();
        copy.SharedAssemblies = new HashSet<string>(SharedAssemblies, StringComparer.OrdinalIgnoreCase);
        copy.PrivateAssemblies = new HashSet<string>(PrivateAssemblies, StringComparer.OrdinalIgnoreCase);
        copy.Configuration = new Dictionary<string, IReadOnlyDictionary<string, string?>>(Configuration, StringComparer.OrdinalIgnoreCase);
        return copy;
    }

    private IEnumerable<(string Name, TimeSpan Value)> Times() =>
    [
        (nameof(PollInterval), PollInterval),
        (nameof(GatherWindow), GatherWindow),
        (nameof(SettleLimit), SettleLimit),
        (nameof(StartLimit), StartLimit),
        (nameof(StopLimit), StopLimit),
        (nameof(DrainLimit), DrainLimit),
        (nameof(KeepWarm), KeepWarm),
        (nameof(UnloadProbeInterval), UnloadProbeInterval),
        ($"{nameof(Compiler)}.{nameof(CompilerOptions.IdleTime)}", Compiler.IdleTime),
        ($"{nameof(Compiler)}.{nameof(CompilerOptions.GeneratorLimit)}", Compiler.GeneratorLimit),
    ];

    internal void Validate()
    {
        List<string> errors = [];
        Require(PollInterval > TimeSpan.Zero, nameof(PollInterval), PollInterval, "must be above zero");
        Require(GatherWindow >= TimeSpan.Zero, nameof(GatherWindow), GatherWindow, "must not be negative");
        Require(SettleLimit > TimeSpan.Zero, nameof(SettleLimit), SettleLimit, "must be above zero");
        Require(StartLimit > TimeSpan.Zero, nameof(StartLimit), StartLimit, "must be above zero");
        Require(StopLimit > TimeSpan.Zero, nameof(StopLimit), StopLimit, "must be above zero");
        Require(DrainLimit >= TimeSpan.Zero, nameof(DrainLimit), DrainLimit, "must not be negative");
        Require(MaxLiveGenerations >= 2, nameof(MaxLiveGenerations), MaxLiveGenerations, "must be 2 or more: the old one serves while the new one starts");
        Require(KeepWarm >= TimeSpan.Zero, nameof(KeepWarm), KeepWarm, "must not be negative");
        Require(KeepStaged >= 1, nameof(KeepStaged), KeepStaged, "must be 1 or more");
        Require(UnloadProbeInterval >= TimeSpan.Zero, nameof(UnloadProbeInterval), UnloadProbeInterval, "must not be negative");
        Require(LeakedAfterCollections >= 2, nameof(LeakedAfterCollections), LeakedAfterCollections, "must be 2 or more: a healthy unload takes two");
        Require(MaxLeakedGenerations >= 1, nameof(MaxLeakedGenerations), MaxLeakedGenerations, "must be 1 or more");
        Require(MaxLeakedBytes >= 1, nameof(MaxLeakedBytes), MaxLeakedBytes, "must be 1 or more");
        Require(LoggerFactory is not null, nameof(LoggerFactory), "null", "must be set");
        Require(TimeProvider is not null, nameof(TimeProvider), "null", "must be set");
        Require(Compiler.IdleTime > TimeSpan.Zero, $"{nameof(Compiler)}.{nameof(CompilerOptions.IdleTime)}", Compiler.IdleTime, "must be above zero");
        Require(Compiler.GeneratorLimit > TimeSpan.Zero, $"{nameof(Compiler)}.{nameof(CompilerOptions.GeneratorLimit)}", Compiler.GeneratorLimit, "must be above zero");
        foreach ((string name, TimeSpan value) in Times())
        {
            Require(value <= _longest, name, value, $"must be at most {_longest.TotalDays:0} days");
        }

        if (errors.Count > 0)
        {
            throw new ArgumentException($"PluginHostOptions: {string.Join("; ", errors)}.");
        }

        void Require(bool holds, string name, object value, string rule)
        {
            if (!holds)
            {
                errors.Add($"{name} is {value} and {rule}");
            }
        }
    }
}
