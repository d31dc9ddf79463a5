using System.Reflection;

namespace HotStart.Handles.Emission;

/// <summary>What all emitted methods share.</summary>
internal static class EmittedCode
{
    public static readonly FieldInfo Function = typeof(BoundTarget).GetField(nameof(BoundTarget.Function))!;
    public static readonly FieldInfo Functions = typeof(BoundTarget).GetField(nameof(BoundTarget.Functions))!;
    public static readonly FieldInfo Instance = typeof(BoundTarget).GetField(nameof(BoundTarget.Instance))!;

    /// <summary>
    /// The gate is inlined only into optimised code; a proxy would otherwise run its first calls several times slower.
    /// </summary>
    public const MethodImplAttributes Flags = MethodImplAttributes.IL | MethodImplAttributes.AggressiveOptimization;
}
