using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Heap;

/// <summary>Where a chain begins: what keeps an object alive by itself.</summary>
/// <param name="Kind">What sort of root.</param>
/// <param name="Object">The object that it keeps.</param>
/// <param name="Name">The static field, where it is one of a thread.</param>
/// <param name="Thread">Whose stack or thread-static field it is.</param>
/// <param name="Frame">The method on that stack.</param>
internal sealed record HeapRoot(
    RootKind Kind, ulong Object, string? Name = null, ClrThread? Thread = null, ClrMethod? Frame = null);
