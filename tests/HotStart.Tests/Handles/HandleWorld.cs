using System.Runtime.CompilerServices;
using HotStart.Flow.Candidates;
using HotStart.Flow.Generations;
using HotStart.Handles;
using HotStart.Testing;

namespace HotStart.Tests.Handles;

/// <summary>A live set with one plugin, swapped by hand, over real compiled DLLs.</summary>
internal sealed class HandleWorld : IDisposable
{
    public const string Id = "p";

    private readonly TempFolder _folder = new();
    private int _number;

    public HandleWorld() => Table = new HandleTable(Cell);

    public LiveCell Cell { get; } = new(LiveSet.NewEmpty());

    public HandleTable Table { get; }

    public Generation Active => Cell.Set![0]!;

    public void Dispose() => _folder.Dispose();

    public T Lookup<T>(string name)
        where T : class => Table.Lookup<T>(Cell, Id, 0, name);

    public T Get<T>(string? name = null)
        where T : class => Table.Get<T>(Cell, Id, 0, name);

    public Symbol Lookup(string name) => Table.LookupSymbol(Cell, Id, 0, name);

    /// <summary>Compiles, loads and publishes.</summary>
    public Generation Swap(string code) => Publish(Load(code));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Generation Load(string code, params string[] references)
    {
        int number = ++_number;
        PluginForge forge = new(Path.Combine(_folder.Path, number.ToString()));
        string dll = forge.Build(new PluginSource("plug", "using HotStart; using HotStart.Tests.Handles;\n" + code)
        {
            References = [typeof(IEverything).Assembly.Location, .. references],
        });
        StagedCopy staged = new(number.ToString(), forge.Folder, dll, [.. Directory.GetFiles(forge.Folder).Select(f => Path.GetFileName(f))], dll);
        PluginLoadContext context = new($"{Id}/{number}", staged, new SharedAssemblies([]), collectible: true);
        Generation generation = new(0, number, new Candidate(Id, "1", staged), TimeProvider.System);
        generation.Attach(new LoadedCode(context, context.LoadMain(), null!, new PluginInstances(new TestContext(number))));
        return generation;
    }

    /// <summary>As the flow does it: bind, attach events, one write, refresh.</summary>
    public Generation Publish(Generation? next)
    {
        if (next is not null)
        {
            foreach (Handle handle in Table.Live(0))
            {
                handle.AttachEvents(next.Target(handle.Key));
            }
        }

        Cell.Set = Cell.Set!.With([new(0, next)]);
        foreach (Handle handle in Table.Live())
        {
            handle.Refresh();
        }

        return next!;
    }

    /// <summary>As the flow does it after the drain.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public WeakReference Retire(Generation generation)
    {
        Assert.False(Flow.Leases.CallGate.IsHeld(generation.Id));
        generation.Leases.Close();
        foreach (Handle handle in Table.Live(0))
        {
            if (generation.TryTarget(handle.Key, out BoundTarget? target))
            {
                handle.DetachEvents(target);
            }
        }

        PluginLoadContext context = generation.Code!.LoadContext;
        generation.Detach();
        context.Unload();
        return new WeakReference(context);
    }

    internal sealed class TestContext(int generation) : PluginContext
    {
        public override string Id => HandleWorld.Id;

        public override string Version => "1";

        public override int Generation => generation;

        public override IReadOnlyDictionary<string, string?> Configuration { get; } = new Dictionary<string, string?>();

        public override PluginLogger Logger => throw new NotSupportedException();

        public override IServiceProvider Services => throw new NotSupportedException();

        public override CancellationToken Retired => default;

        public override TimeProvider Time => TimeProvider.System;

        public override System.Diagnostics.Metrics.IMeterFactory Meters => throw new NotSupportedException();

        public override HttpClient Http => throw new NotSupportedException();

        public override void Run(Func<CancellationToken, Task> work) => throw new NotSupportedException();

        public override T Own<T>(T disposable) => throw new NotSupportedException();

        public override CancellationTokenRegistration Register(CancellationToken token, Action callback) => throw new NotSupportedException();

        public override T Lookup<T>(string pluginId, string symbol) => throw new NotSupportedException();

        public override T Get<T>(string pluginId) => throw new NotSupportedException();
    }
}
