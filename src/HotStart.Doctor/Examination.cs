using System.Collections.Immutable;
using HotStart.Doctor.Causes;
using HotStart.Doctor.Chains;
using HotStart.Doctor.Heap;
using HotStart.Doctor.Snapshots;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor;

/// <summary>Looks through one runtime of a snapshot.</summary>
internal sealed class Examination
{
    private readonly ClrRuntime _runtime;
    private readonly DoctorRequest _request;
    private readonly HeapSearch _search;
    private readonly Sights _sights = new();
    private readonly List<LoadContext> _contexts;
    private readonly TargetWatch _watch;

    public Examination(ClrRuntime runtime, MemoryImage memory, DoctorRequest request)
    {
        _runtime = runtime;
        _request = request;
        _search = new HeapSearch(runtime, memory);
        _contexts = [.. LoadContext.All(runtime, _search)];
        _watch = new TargetWatch(_search, Targets());
    }

    public int ObjectsMet => _search.Count;

    public IEnumerable<string> Plugins => _contexts.Select(c => c.PluginId).Concat(Versions().Keys.Select(k => k.Plugin))
        .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    public void Search(CancellationToken cancellationToken)
    {
        RootSource.AddTo(_search, _runtime, cancellationToken);
        _search.Run(Note, cancellationToken);

        // Instances of generic types are in no module's list; they are known now.
        RootSource.AddThreadStatics(_search, _runtime, GenericTypes());
        _search.Run(Note, cancellationToken);

        void Note(int node, ulong address, TypeLayout layout)
        {
            _watch.Note(node, address, layout);
            _sights.Note(node, address, layout);
        }
    }

    public ImmutableArray<LeakedGeneration> Leaks(CancellationToken cancellationToken)
    {
        ChainReader reader = new(_runtime.Heap, _search, new StaticFields(_runtime, GenericTypes()));
        DiagnosisContext context = new(
            _search, _contexts.ToDictionary(c => c.LoaderAllocator), _sights.ThreadNames(_runtime.Heap), new WeakTables(_runtime, _sights, reader),
            new EventNames(_runtime.DataTarget.DataReader));
        Diagnosis diagnosis = new(context);
        Dictionary<(string Plugin, int Generation), string> versions = Versions();
        return
        [
            .. _watch.Targets
                .OrderBy(t => t.Context.PluginId ?? t.Context.Name, StringComparer.OrdinalIgnoreCase).ThenBy(t => t.Context.Generation)
                .Select(t => new LeakedGeneration
                {
                    PluginId = t.Context.PluginId,
                    Generation = t.Context.Generation,
                    ContextName = t.Context.Name,
                    Version = t.Context.PluginId is { } id ? versions.GetValueOrDefault((id, t.Context.Generation!.Value)) : null,
                    Chains = Chains(t, reader, diagnosis, cancellationToken),
                }),
        ];
    }

    private ImmutableArray<LeakChain> Chains(Target target, ChainReader reader, Diagnosis diagnosis, CancellationToken cancellationToken)
    {
        List<LeakChain> chains = [];
        if (!target.Context.IsUnloading)
        {
            chains.Add(new LeakChain { Cause = LeakCauses.NotUnloaded, Summary = $"nobody called Unload() ← load context '{target.Context.Name}'", Links = [] });
        }

        foreach (int entry in target.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LeakChain chain = diagnosis.Of(reader.Read(entry));
            if (chains.TrueForAll(c => c.Summary != chain.Summary))
            {
                chains.Add(chain);
            }

            if (chains.Count >= _request.MaxChains)
            {
                break;
            }
        }

        return [.. chains];
    }

    private IEnumerable<LoadContext> Targets()
    {
        if (_request.Handle != 0)
        {
            return ContextOfHandle() is { } one ? [one] : [];
        }

        return _contexts.Where(c => c.IsUnloading
            && (_request.PluginId is null || string.Equals(c.PluginId, _request.PluginId, StringComparison.OrdinalIgnoreCase)));
    }

    private LoadContext? ContextOfHandle()
    {
        ulong address = _runtime.DataTarget.DataReader.ReadPointer((ulong)_request.Handle & ~1UL);
        ClrObject target = _runtime.Heap.GetObject(address);
        if (target.Type is not { } own)
        {
            return null;
        }

        // A load context, an object of a plugin's type, or something of its reflection, which refers to its code.
        ulong allocator = _search.LoaderAllocatorOf(own);
        return _contexts.Find(c => c.Address == address || c.LoaderAllocator == allocator)
            ?? _contexts.Find(c => target.EnumerateReferenceAddresses().Contains(c.LoaderAllocator));
    }

    private IEnumerable<ClrType> GenericTypes() =>
        [.. _search.Types.Select(l => l.Type).OfType<ClrType>().Where(t => t.Name?.Contains('<', StringComparison.Ordinal) == true)];

    /// <summary>What the host knows of its generations, by plugin and number.</summary>
    private Dictionary<(string Plugin, int Generation), string> Versions()
    {
        Dictionary<(string, int), string> versions = [];
        foreach (ulong address in _sights.Generations)
        {
            ClrObject generation = _runtime.Heap.GetObject(address);
            if (generation.TryReadStringField("<PluginId>k__BackingField", 500, out string? plugin) && plugin is not null
                && generation.TryReadField("<Number>k__BackingField", out int number)
                && generation.TryReadStringField("<Version>k__BackingField", 500, out string? version) && version is not null)
            {
                versions[(plugin, number)] = version;
            }
        }

        return versions;
    }
}
