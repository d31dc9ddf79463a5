using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Chains;

/// <summary>One object on the way from a root to a plugin, and how it is held.</summary>
/// <param name="Object">The object.</param>
/// <param name="Edge">How the one before it holds it.</param>
/// <param name="Owner">The type that declares the field, if it is one.</param>
/// <param name="Field">The name of the field, if it is one.</param>
internal sealed record ChainLink(ClrObject Object, EdgeKind Edge, ClrType? Owner = null, string? Field = null)
{
    /// <summary>The name of its type with all arguments.</summary>
    public string TypeName { get; } = Object.Type?.Name ?? "an object of an unknown type";

    public bool Is(string prefix) => TypeName.StartsWith(prefix, StringComparison.Ordinal);

    public bool IsDelegate => Object.IsDelegate;
}
