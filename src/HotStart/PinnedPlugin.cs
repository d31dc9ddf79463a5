using HotStart.Flow.Generations;
using HotStart.Handles;

namespace HotStart;

/// <summary>A plugin as it is in a <see cref="PinnedSet"/>. Its handles work until the set is disposed.</summary>
public sealed class PinnedPlugin
{
    private readonly HandleTable _handles;
    private readonly LiveCell _cell;
    private readonly int _slot;

    internal PinnedPlugin(HandleTable handles, LiveCell cell, Generation generation)
    {
        _handles = handles;
        _cell = cell;
        _slot = generation.Slot;
        Id = generation.PluginId;
        Generation = generation.Number;
        Version = generation.Version;
    }

    /// <summary>The plugin's id.</summary>
    public string Id { get; }

    /// <summary>The number of the pinned generation.</summary>
    public int Generation { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>As <see cref="Plugin.Lookup{T}(string)"/>, on the pinned generation.</summary>
    /// <typeparam name="T">A delegate type, or <see cref="Variable{T}"/>.</typeparam>
    /// <param name="symbol">The name: <c>Member</c> if unique, else <c>Type.Member</c>.</param>
    public T Lookup<T>(string symbol)
        where T : class => _handles.Lookup<T>(_cell, Id, _slot, symbol);

    /// <summary>As <see cref="Plugin.Lookup(string)"/>, on the pinned generation.</summary>
    /// <param name="symbol">The name: <c>Member</c> if unique, else <c>Type.Member</c>.</param>
    public Symbol Lookup(string symbol) => _handles.LookupSymbol(_cell, Id, _slot, symbol);

    /// <summary>As <see cref="Plugin.Get{T}(string?)"/>, on the pinned generation.</summary>
    /// <typeparam name="T">An interface that host and plugin share.</typeparam>
    /// <param name="name">The class, where several implement it.</param>
    public T Get<T>(string? name = null)
        where T : class => _handles.Get<T>(_cell, Id, _slot, name);
}
