namespace HotStart.Doctor.Heap;

/// <summary>What a chain can begin with. In the order in which chains of the same length are told.</summary>
internal enum RootKind
{
    Handle,
    PinnedHandle,
    ThreadStatic,
    Frame,
    Stack,
    FinalizerQueue,
}
