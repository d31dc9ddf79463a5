using System.Collections.Concurrent;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>One random order over a real host, with the model beside it.</summary>
internal sealed class RandomRun : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(string, int, bool), byte[]> _images = [];

    private readonly Ground _ground;
    private readonly ModelPlugin[] _models;
    private readonly Func<int>?[] _handles = new Func<int>?[2];
    private PinnedSet? _pin;
    private (Func<int>? Handle, int Version)[] _pinned = [];

    private RandomRun(Ground ground, bool keepWarm)
    {
        _ground = ground;
        _models = [new ModelPlugin("left", keepWarm), new ModelPlugin("right", keepWarm)];
    }

    public static async Task<RandomRun> StartAsync(bool keepWarm)
    {
        Ground ground = await Ground.StartAsync(o =>
        {
            o.KeepStaged = ModelPlugin.KeepStaged;
            o.KeepWarm = keepWarm ? TimeSpan.FromHours(1) : TimeSpan.Zero;
            o.MaxLiveGenerations = 100;
        });
        return new RandomRun(ground, keepWarm);
    }

    public async Task StepAsync(RandomStep step)
    {
        ModelPlugin plugin = _models[step.Plugin];
        ModelPlugin other = _models[1 - step.Plugin];
        switch (step.Kind)
        {
            case RandomStepKind.Load:
                await ApplyAsync((Place(plugin, step.Version, step.IsBad), plugin, plugin.Load()));
                break;
            case RandomStepKind.LoadBoth:
                PluginChange first = Place(plugin, step.Version, step.IsBad);
                PluginChange second = Place(other, 7 - step.Version, isBad: false);
                await ApplyAsync((first, plugin, plugin.Load()), (second, other, other.Load()));
                break;
            case RandomStepKind.Place:
                Place(plugin, step.Version, step.IsBad);
                break;
            case RandomStepKind.Reload:
                await ApplyAsync((PluginChange.Reload(plugin.Name), plugin, plugin.Reload()));
                break;
            case RandomStepKind.Rollback:
                await ApplyAsync((PluginChange.Rollback(plugin.Name), plugin, plugin.Rollback()));
                break;
            case RandomStepKind.RollbackOneAndLoadTheOther:
                PluginChange load = Place(other, step.Version, step.IsBad);
                await ApplyAsync((PluginChange.Rollback(plugin.Name), plugin, plugin.Rollback()), (load, other, other.Load()));
                break;
            case RandomStepKind.Remove:
                bool isKnown = _ground.Host.Status.Plugins.Any(p => p.Id == plugin.Name);
                await ApplyAsync((PluginChange.Remove(plugin.Name), plugin, plugin.Remove(isKnown)));
                break;
            case RandomStepKind.Pin when _pin is null:
                _pin = _ground.Host.Pin();
                _pinned = [.. _models.Select(m => (m.Version == 0 ? null : _pin[m.Name].Lookup<Func<int>>("Answer"), m.Version))];
                break;
            case RandomStepKind.Unpin:
                Unpin();
                break;
            default:
                break;
        }

        Check();
    }

    public async Task EndAsync(bool proveUnloads)
    {
        Unpin();
        if (proveUnloads)
        {
            foreach (PluginStatus plugin in _ground.Host.Status.Plugins)
            {
                foreach (GenerationStatus gone in plugin.Generations.Where(g => g.State is not (GenerationState.Active or GenerationState.Warm)))
                {
                    await _ground.UnloadedAsync(plugin.Id, gone.Number);
                }
            }
        }

        Assert.DoesNotContain(_ground.Events.All, e => e.Kind is PluginEventKind.Faulted or PluginEventKind.Leaked or PluginEventKind.Lingering);
        await _ground.StopAsync();
        string left = string.Join(", ", Directory.EnumerateFileSystemEntries(_ground.Staging, "*", SearchOption.AllDirectories));
        string generations = string.Join(", ", _ground.Host.Status.Plugins.SelectMany(p => p.Generations));
        Assert.True(left.Length == 0, $"left: {left}; {generations}");
    }

    public ValueTask DisposeAsync()
    {
        Unpin();
        return _ground.DisposeAsync();
    }

    /// <summary>All or none: where one is refused, those that would have changed are refused with it.</summary>
    private async Task ApplyAsync(params (PluginChange Change, ModelPlugin Model, SwapOutcome Alone)[] parts)
    {
        bool isRefused = parts.Any(p => p.Alone == SwapOutcome.Refused);
        long before = _ground.Host.Status.LiveSet;

        SwapResult result = await _ground.Host.ApplyAsync([.. parts.Select(p => p.Change)]).LimitAsync();

        for (int i = 0; i < parts.Length; i++)
        {
            SwapOutcome expected = isRefused && parts[i].Alone != SwapOutcome.Unchanged ? SwapOutcome.Refused : parts[i].Alone;
            Assert.True(expected == result.Plugins[i].Outcome, $"{parts[i].Model.Name}: expected {expected}, got {result}");
            parts[i].Model.Apply(result.Plugins[i]);
        }

        bool isChanged = result.Plugins.Any(p => p.Outcome is not (SwapOutcome.Refused or SwapOutcome.Unchanged));
        Assert.Equal(before + (isChanged ? 1 : 0), result.LiveSet);
    }

    private void Check()
    {
        for (int i = 0; i < 2; i++)
        {
            ModelPlugin model = _models[i];
            if (model.Version == 0)
            {
                Assert.False(_ground.Host.TryGet(model.Name, out _));
                if (_handles[i] is { } dead)
                {
                    Assert.Throws<PluginNotFoundException>(() => dead());
                }
            }
            else
            {
                _handles[i] ??= _ground.Host[model.Name].Lookup<Func<int>>("Answer");
                Assert.Equal(model.Version, _handles[i]!());
                PluginStatus status = _ground.Status(model.Name);
                Assert.Equal((model.Generation, model.Depth), (status.ActiveGeneration, status.RollbackDepth));
            }
        }

        foreach ((Func<int>? handle, int version) in _pinned)
        {
            Assert.Equal(version, handle?.Invoke() ?? 0);
        }
    }

    private void Unpin()
    {
        _pin?.Dispose();
        _pin = null;
        _pinned = [];
    }

    private PluginChange Place(ModelPlugin model, int version, bool isBad)
    {
        byte[] image = _images.GetOrAdd((model.Name, version, isBad), key => PluginForge.Compile(Probes.Probe(
            key.Item2, key.Item1, key.Item3 ? "public static class Bad { public static int X; static Bad() => throw new InvalidOperationException(); }" : "")));
        string dll = Path.Combine(_ground.PluginFolder, model.Name + ".dll");
        File.WriteAllBytes(dll, image);
        model.OnDisk = (version, isBad);
        return PluginChange.Load(dll);
    }
}
