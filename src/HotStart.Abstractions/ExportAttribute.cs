namespace HotStart;

/// <summary>
/// Gives a public static method, field, property, or a class that implements a contract, another name by which a
/// host finds it. Exporting needs no attribute: every public static member of a public class is a symbol already.
/// </summary>
/// <param name="name">The name under which <c>Lookup</c> finds the symbol, beside <c>Type.Member</c>.</param>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class,
    Inherited = false)]
public sealed class ExportAttribute(string name) : Attribute
{
    /// <summary>The name under which <c>Lookup</c> finds the symbol.</summary>
    public string Name { get; } = name;
}
