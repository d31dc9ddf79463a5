using System.Collections.Immutable;
using HotStart.Doctor.Heap;

namespace HotStart.Doctor.Chains;

/// <summary>The way from a root to a plugin, as read: links from the root's object to the plugin's.</summary>
internal sealed record Chain(HeapRoot Root, ImmutableArray<ChainLink> Links)
{
    /// <summary>The first object of the plugin on the way.</summary>
    public ChainLink Last => Links[^1];
}
