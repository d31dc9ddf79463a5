using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using HotStart.Diagnostics;

namespace HotStart.Flow.Generations;

/// <summary>What the host offers to one generation.</summary>
internal sealed class GenerationContext : PluginContext
{
    private static readonly IReadOnlyDictionary<string, string?> _noConfiguration =
        ImmutableDictionary<string, string?>.Empty;

    // Names that move to other machines are followed after this time.
    private static readonly TimeSpan _connectionLifetime = TimeSpan.FromMinutes(5);

    private readonly PluginFlow _flow;
    private readonly CancellationTokenSource _retired = new();
    private readonly GenerationClock _clock;
    private readonly Lazy<HttpClient> _http;

    public GenerationContext(PluginFlow flow, Generation generation)
    {
        _flow = flow;
        Id = generation.PluginId;
        Version = generation.Version;
        Generation = generation.Number;
        Configuration = generation.Candidate.Configuration ?? (flow.Options.Configuration.TryGetValue(Id, out IReadOnlyDictionary<string, string?>? own)
            ? own
            : flow.Options.ConfigurationSource?.Invoke(Id) ?? _noConfiguration);
        Services = flow.Options.Services ?? NoServices.Instance;
        Retired = _retired.Token;
        Belongings = new Belongings($"'{Id}' generation {Generation}");
        Meters = new GenerationMeters(Belongings);
        _clock = new GenerationClock(flow.Options.TimeProvider);
        Belongings.Add(_clock);
        _http = new Lazy<HttpClient>(() => Own(new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = _connectionLifetime })));
    }

    public override string Id { get; }

    public override string Version { get; }

    public override int Generation { get; }

    public override IReadOnlyDictionary<string, string?> Configuration { get; }

    public override PluginLogger Logger => field ??= new GenerationLogger(_flow.Options.LoggerFactory, Id, Generation);

    public override IServiceProvider Services { get; }

    public override CancellationToken Retired { get; }

    public override TimeProvider Time => _clock;

    public override IMeterFactory Meters { get; }

    public override HttpClient Http => _http.Value;

    /// <summary>What ends with the generation.</summary>
    public Belongings Belongings { get; }

    public override void Run(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Belongings.Run(work, Retired, e => _flow.Faults.Record(_flow.Plugins.Find(Id)!, Generation, "work in the background", e));
    }

    public override T Own<T>(T disposable)
    {
        if (disposable is not (IDisposable or IAsyncDisposable))
        {
            throw new ArgumentException($"A {disposable?.GetType().Name ?? "null"} cannot be disposed: hand over what implements IDisposable or IAsyncDisposable.", nameof(disposable));
        }

        Belongings.Add(disposable);
        return disposable;
    }

    public override CancellationTokenRegistration Register(CancellationToken token, Action callback)
    {
        CancellationTokenRegistration registration = token.Register(callback);
        try
        {
            Belongings.Add(registration);
        }
        catch (ObjectDisposedException)
        {
            registration.Dispose();
            throw;
        }

        return registration;
    }

    public override T Lookup<T>(string pluginId, string symbol) => _flow.Face(pluginId).Lookup<T>(symbol);

    public override T Get<T>(string pluginId) => _flow.Face(pluginId).Get<T>();

    /// <summary>Runs the plugin's cancellation callbacks on the pool; what they throw comes out of the task.</summary>
    public Task RetireAsync() => _retired.CancelAsync();

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
