using System.Collections.Immutable;
using HotStart.AspNetCore.StatusPage;

namespace HotStart.AspNetCore.Tests.StatusPage;

public sealed class GenerationViewTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 4, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AllOf_SwappedAndUnloaded_KnowsWhenEachWasLive()
    {
        ImmutableArray<GenerationView> views = GenerationView.AllOf(
            Status(2, Generation(2, GenerationState.Active)),
            [Event(0, PluginEventKind.Swapped, 1), Event(10, PluginEventKind.Swapped, 2), Event(12, PluginEventKind.Unloaded, 1)]);

        Assert.Equal([2, 1], views.Select(v => v.Number));
        Assert.Equal(_start.AddSeconds(10), views[0].LiveFrom);
        Assert.Null(views[0].LiveUntil);
        Assert.Equal((_start, _start.AddSeconds(10)), (views[1].LiveFrom, views[1].LiveUntil));
        Assert.Equal(GenerationState.Unloaded, views[1].State);
        Assert.Equal(TimeSpan.FromSeconds(1), views[1].UnloadedAfter);
    }

    [Fact]
    public void AllOf_RolledBackToAWarmGeneration_IsLiveAgain()
    {
        ImmutableArray<GenerationView> views = GenerationView.AllOf(
            Status(1, Generation(1, GenerationState.Active), Generation(2, GenerationState.Draining)),
            [Event(0, PluginEventKind.Swapped, 1), Event(10, PluginEventKind.Swapped, 2), Event(20, PluginEventKind.RolledBack, 1)]);

        GenerationView first = views.Single(v => v.Number == 1);
        Assert.Equal(_start.AddSeconds(20), first.LiveFrom);
        Assert.Null(first.LiveUntil);
        Assert.Equal(_start.AddSeconds(20), views.Single(v => v.Number == 2).LiveUntil);
    }

    [Fact]
    public void AllOf_Disabled_EndsWhatWasLive()
    {
        ImmutableArray<GenerationView> views = GenerationView.AllOf(
            Status(null), [Event(0, PluginEventKind.Swapped, 1), Event(5, PluginEventKind.Disabled, null)]);

        Assert.Equal(_start.AddSeconds(5), Assert.Single(views).LiveUntil);
    }

    [Fact]
    public void AllOf_ManyGenerations_LeavesOutWhatIsGoneButNeverWhatLeaked()
    {
        ImmutableArray<PluginEvent> events = [.. Enumerable.Range(1, 40).Select(i => Event(i, PluginEventKind.Swapped, i))];

        ImmutableArray<GenerationView> views = GenerationView.AllOf(
            Status(40, Generation(3, GenerationState.Leaked), Generation(40, GenerationState.Active)), events);

        Assert.True(views.Length < 20);
        Assert.Contains(views, v => v is { Number: 3, State: GenerationState.Leaked });
    }

    private static PluginStatus Status(int? active, params GenerationStatus[] generations) =>
        new() { Id = "hello", ActiveGeneration = active, Generations = [.. generations] };

    private static GenerationStatus Generation(int number, GenerationState state) => new()
    {
        Number = number, Version = $"{number}.0", Fingerprint = "f", State = state, Since = _start, Leases = 0, Holders = [],
    };

    private static PluginEvent Event(int second, PluginEventKind kind, int? generation) => new()
    {
        Sequence = second, At = _start.AddSeconds(second), Kind = kind, PluginId = "hello", Generation = generation,
        Version = $"{generation}.0", Message = "", Duration = TimeSpan.FromSeconds(1),
    };
}
