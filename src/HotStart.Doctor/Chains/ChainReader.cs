using System.Collections.Immutable;
using HotStart.Doctor.Heap;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Chains;

/// <summary>Finds out by which field each object on a way holds the next.</summary>
internal sealed class ChainReader(ClrHeap heap, HeapSearch search, StaticFields statics)
{
    public Chain Read(int node)
    {
        (HeapRoot root, List<ulong> path) = search.PathTo(node);
        ImmutableArray<ChainLink>.Builder links = ImmutableArray.CreateBuilder<ChainLink>(path.Count);
        for (int i = 0; i < path.Count; i++)
        {
            ClrObject current = heap.GetObject(path[i]);
            if (i == 0)
            {
                links.Add(new ChainLink(current, EdgeKind.Root));
                continue;
            }

            links.Add(Link(heap.GetObject(path[i - 1]), current));
        }

        // The array that holds static fields is of no interest; the field is.
        if (links.Count > 1 && links[1].Edge == EdgeKind.StaticField)
        {
            links.RemoveAt(0);
        }

        return new Chain(root, links.ToImmutable());
    }

    private ChainLink Link(ClrObject holder, ClrObject held)
    {
        if (holder.Type is null)
        {
            return new ChainLink(held, EdgeKind.Code);
        }

        if (holder.IsArray)
        {
            return Element(holder, held);
        }

        foreach (ClrReference reference in holder.EnumerateReferencesWithFields(carefully: false, considerDependantHandles: false))
        {
            if (reference.Object.Address == held.Address && reference.Field is { } field)
            {
                string name = field.Name ?? "?";
                for (ClrReference? inner = reference.InnerField; inner?.Field?.Name is { } part; inner = inner.Value.InnerField)
                {
                    name += "." + part;
                }

                return new ChainLink(held, EdgeKind.Field, field.ContainingType, name);
            }
        }

        return search.Layout(holder.Address)?.LoaderAllocator == held.Address
            ? new ChainLink(held, EdgeKind.Code)
            : new ChainLink(held, EdgeKind.WeakTable);
    }

    private ChainLink Element(ClrObject array, ClrObject held)
    {
        ulong start = array.Address + (2 * sizeof(ulong));
        if (array.Type!.ComponentType?.IsValueType != true)
        {
            ClrArray elements = array.AsArray();
            for (int i = 0; i < elements.Length; i++)
            {
                if (elements.GetObjectValue(i).Address == held.Address)
                {
                    return statics.At(start + ((ulong)i * sizeof(ulong))) is { } field
                        ? new ChainLink(held, EdgeKind.StaticField, field.Type, field.Name)
                        : new ChainLink(held, EdgeKind.Element, Field: $"[{i}]");
                }
            }
        }

        bool isElement = array.EnumerateReferences(carefully: false, considerDependantHandles: false).Any(o => o.Address == held.Address);
        return new ChainLink(held, isElement ? EdgeKind.Element : search.Layout(array.Address)?.LoaderAllocator == held.Address ? EdgeKind.Code : EdgeKind.WeakTable);
    }
}
