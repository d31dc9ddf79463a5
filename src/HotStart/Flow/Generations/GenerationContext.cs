using System.Collections.Immutable;
using HotStart.Diagnostics;

namespace HotStart.Flow.Generations;

/// <summary>What the host offers to one generation.</summary>
internal sealed class GenerationContext : PluginContext
{
    private static readonly IReadOnlyDictionary<string, string?> _noConfiguration =
        ImmutableDictionary<string, string?>.Empty;

    private readonly PluginFlow _flow;
    private readonly CancellationTokenSource _retired = new();

    public GenerationContext(PluginFlow flow, Generation generation)
    {
        _flow = flow;
        Id = generation.PluginId;
        Version = generation.Version;
        Generation = generation.Number;
        Configuration = flow.Options.Configuration.TryGetValue(Id, out IReadOnlyDictionary<string, string?>? own)
            ? own
            : _noConfiguration;
        Services = flow.Options.Services ?? NoServices.Instance;
        Retired = _retired.Token;
    }

    public override string Id { get; }

    public override string Version { get; }

    public override int Generation { get; }

    public override IReadOnlyDictionary<string, string?> Configuration { get; }

    public override PluginLogger Logger => field ??= new GenerationLogger(_flow.Options.LoggerFactory, Id, Generation);

    public override IServiceProvider Services { get; }

    public override CancellationToken Retired { get; }

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
