using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Heap;

/// <summary>Everything that keeps objects alive by itself.</summary>
internal static class RootSource
{
    /// <summary>Adds all roots but those of the finalizer, which come last: what it holds it lets go by itself.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="search">Where they go.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static void AddTo(HeapSearch search, ClrRuntime runtime, CancellationToken cancellationToken)
    {
        foreach (ClrHandle handle in runtime.EnumerateHandles())
        {
            // Only kinds that are known to hold: the runtime has weak ones (number 10) that the library takes for strong.
            switch (handle.HandleKind)
            {
                case ClrHandleKind.Strong:
                case ClrHandleKind.SizedRef:
                case ClrHandleKind.RefCounted when handle.ReferenceCount > 0:
                    search.AddRoot(new HeapRoot(RootKind.Handle, handle.Object.Address));
                    break;
                case ClrHandleKind.Pinned:
                case ClrHandleKind.AsyncPinned:
                    search.AddRoot(new HeapRoot(RootKind.PinnedHandle, handle.Object.Address));
                    break;
                case ClrHandleKind.Dependent when handle.Dependent.Address != 0:
                    search.AddDependent(handle.Object.Address, handle.Dependent.Address);
                    break;
                default:
                    break;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        AddThreadStatics(search, runtime, runtime.EnumerateModules().SelectMany(m => m.EnumerateTypesWithStaticFields()));
        foreach (ClrThread thread in runtime.Threads.Where(t => t.IsAlive))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddFrames(search, thread);
            foreach (ClrStackRoot root in thread.EnumerateStackRoots())
            {
                search.AddRoot(new HeapRoot(RootKind.Stack, Whole(runtime.Heap, root), Thread: thread, Frame: root.StackFrame?.Method));
            }
        }

        foreach (ClrRoot root in runtime.Heap.EnumerateFinalizerRoots())
        {
            search.AddRoot(new HeapRoot(RootKind.FinalizerQueue, root.Object.Address));
        }
    }

    /// <summary>Adds what each thread has in the thread-static fields of some types.</summary>
    public static void AddThreadStatics(HeapSearch search, ClrRuntime runtime, IEnumerable<ClrType> types)
    {
        foreach (ClrType type in types)
        {
            // Those of a plugin die with it.
            foreach (ClrThreadStaticField field in type.IsCollectible ? [] : type.ThreadStaticFields)
            {
                foreach (ClrThread thread in runtime.Threads.Where(t => t.IsAlive && field.IsObjectReference))
                {
                    if (field.GetAddress(thread) is > 0 and ulong address
                        && runtime.DataTarget.DataReader.ReadPointer(address, out ulong value) && value != 0)
                    {
                        search.AddRoot(new HeapRoot(RootKind.ThreadStatic, value, $"{type.Name}.{field.Name}", thread));
                    }
                }
            }
        }
    }

    /// <summary>A thread that is inside code of a plugin keeps that code, with or without any of its objects.</summary>
    private static void AddFrames(HeapSearch search, ClrThread thread)
    {
        foreach (ClrStackFrame frame in thread.EnumerateStackTrace())
        {
            if (frame.Method?.Type is { IsCollectible: true } type
                && search.LoaderAllocatorOf(type) is > 0 and ulong allocator)
            {
                search.AddRoot(new HeapRoot(RootKind.Frame, allocator, Thread: thread, Frame: frame.Method));
            }
        }
    }

    private static ulong Whole(ClrHeap heap, ClrStackRoot root)
    {
        if (root.Object.IsValid || heap.GetSegmentByAddress(root.Object.Address) is null)
        {
            return root.Object.Address;
        }

        // Points into the middle of an object.
        ClrObject before = heap.FindPreviousObjectOnSegment(root.Object.Address);
        return before.IsValid && root.Object.Address < before.Address + before.Size ? before.Address : root.Object.Address;
    }
}
