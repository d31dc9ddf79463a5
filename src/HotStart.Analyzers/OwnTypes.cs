using Microsoft.CodeAnalysis;

namespace HotStart.Analyzers;

/// <summary>Which types go with the plugin when it is unloaded.</summary>
internal static class OwnTypes
{
    /// <summary>Whether a symbol is declared in the plugin.</summary>
    public static bool IsOwn(this ISymbol? symbol, Compilation plugin) =>
        SymbolEqualityComparer.Default.Equals(symbol?.ContainingAssembly, plugin.Assembly);

    /// <summary>Whether a type is declared in the plugin or made of one that is: <c>Mine</c>, <c>Mine[]</c>, <c>List&lt;Mine&gt;</c>.</summary>
    public static bool InvolvesOwn(this ITypeSymbol? type, Compilation plugin) => type switch
    {
        null or ITypeParameterSymbol or IDynamicTypeSymbol => false,
        IArrayTypeSymbol array => array.ElementType.InvolvesOwn(plugin),
        INamedTypeSymbol named => named.IsOwn(plugin) || named.TypeArguments.Any(t => t.InvolvesOwn(plugin))
            || named.ContainingType.InvolvesOwn(plugin),
        _ => false,
    };

    /// <summary>Whether a type is, or derives from, another one.</summary>
    public static bool Is(this ITypeSymbol? type, INamedTypeSymbol? other)
    {
        for (ITypeSymbol? t = type; t is not null && other is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a method belongs to a type of this full name.</summary>
    public static bool IsOf(this IMethodSymbol method, INamedTypeSymbol? type) =>
        type is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType?.OriginalDefinition, type);
}
