using System.Reflection;
using System.Runtime.InteropServices;

namespace HotStart.Handles.Emission;

/// <summary>What all emitted methods share.</summary>
internal static class EmittedCode
{
    public static readonly FieldInfo Function = typeof(BoundTarget).GetField(nameof(BoundTarget.Function))!;
    public static readonly FieldInfo Functions = typeof(BoundTarget).GetField(nameof(BoundTarget.Functions))!;
    public static readonly FieldInfo Instance = typeof(BoundTarget).GetField(nameof(BoundTarget.Instance))!;

    /// <summary>The array's first element without a bounds check: binder and emitter agree on its length.</summary>
    public static readonly MethodInfo ArrayData = typeof(MemoryMarshal).GetMethods()
        .Single(m => m.Name == nameof(MemoryMarshal.GetArrayDataReference) && m.IsGenericMethodDefinition)
        .MakeGenericMethod(typeof(nint));

    /// <summary>
    /// The gate is inlined only into optimised code; a proxy would otherwise run its first calls several times slower.
    /// </summary>
    public const MethodImplAttributes Flags = MethodImplAttributes.IL | MethodImplAttributes.AggressiveOptimization;
}
