using Microsoft.CodeAnalysis;

namespace HotStart.Analyzers;

/// <summary>What code at a place can name.</summary>
internal static class InScope
{
    /// <summary>An expression for the token of the generation, or <see langword="null"/> where nothing there leads to it.</summary>
    public static string? Retired(SemanticModel model, int position) =>
        NameOf(model, position, "HotStart.PluginContext") is { } context ? $"{context}.Retired" : null;

    /// <summary>The token of the generation, else a token that the code was given.</summary>
    public static string? Token(SemanticModel model, int position) =>
        Retired(model, position) ?? NameOf(model, position, "System.Threading.CancellationToken");

    /// <summary>A name that nothing there has.</summary>
    public static string FreeName(SemanticModel model, int position, string wanted)
    {
        HashSet<string> taken = [.. model.LookupSymbols(position).Select(s => s.Name)];
        string name = wanted;
        for (int i = 2; taken.Contains(name); i++)
        {
            name = wanted + i;
        }

        return name;
    }

    private static string? NameOf(SemanticModel model, int position, string type)
    {
        ISymbol? around = model.GetEnclosingSymbol(position);
        return model.LookupSymbols(position)
            .Where(s => TypeOf(s)?.ToDisplayString() == type && CanReach(s, around, position))
            .OrderBy(s => s is IParameterSymbol or ILocalSymbol ? 0 : 1)
            .ThenBy(s => s.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.Name;
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => parameter.Type,
        ILocalSymbol local => local.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false } property => property.Type,
        _ => null,
    };

    private static bool CanReach(ISymbol symbol, ISymbol? around, int position) => symbol switch
    {
        ILocalSymbol local => local.DeclaringSyntaxReferences.All(r => r.Span.End < position),
        IFieldSymbol or IPropertySymbol => symbol.IsStatic || around is not { IsStatic: true },
        _ => true,
    };
}
