using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace HotStart.Scenarios;

/// <summary>What a debugger shows of each type that a user holds in hand.</summary>
public sealed partial class DebuggerDisplays
{
    [Fact]
    public async Task Display_OfWhatUsersHold_NamesItAndItsState()
    {
        await using Ground ground = await Ground.StartAsync(Probes.With("shown", 1, "public static class Shown { public static int Count; public static int Add() => 1; }"));
        Plugin plugin = ground.Host["shown"];
        using PinnedSet set = ground.Host.Pin();
        PluginEvent state = await ground.EventAsync(PluginEventKind.State, "shown");

        Assert.Equal($"{ground.PluginFolder}: 1 plugins, live set 1", Shown(ground.Host));
        Assert.Contains("shown", Shown(plugin), StringComparison.Ordinal);
        Assert.Contains("1", Shown(plugin), StringComparison.Ordinal);
        Assert.Equal("shown: Add", Shown(plugin.Lookup("Add")));
        Assert.Equal("shown: Count", Shown(plugin.Lookup<Variable<int>>("Count")));
        Assert.Equal("live set 1", Shown(set));
        Assert.Equal($"{state.Sequence} State: {state.Message}", Shown(state));
    }

    // As a debugger does: each hole is a property.
    private static string Shown(object value)
    {
        string text = value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()!.Value;
        return Hole().Replace(text, hole => value.GetType()
            .GetProperty(hole.Groups[1].Value, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!
            .GetValue(value)!.ToString()!);
    }

    [GeneratedRegex(@"\{(\w+)(?:,nq)?\}")]
    private static partial Regex Hole();
}
