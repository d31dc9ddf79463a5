using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT016: state that the next generation begins without.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticState() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT016";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Static state is lost at a swap",
        "'{0}' begins anew with each generation: keep what must outlive a swap in the host, or give it [Export] where that is meant",
        Rule.Swapping,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context) =>
        context.RegisterSymbolAction(Look, SymbolKind.Field, SymbolKind.Property);

    private static void Look(SymbolAnalysisContext context)
    {
        bool isState = context.Symbol switch
        {
            IFieldSymbol field => field is { IsReadOnly: false, IsConst: false, IsImplicitlyDeclared: false },
            IPropertySymbol property => property.SetMethod is { DeclaredAccessibility: Accessibility.Public },
            _ => false,
        };
        if (isState && context.Symbol is { IsStatic: true, DeclaredAccessibility: Accessibility.Public }
            && IsExported(context.Symbol.ContainingType)
            && !context.Symbol.GetAttributes().Any(a => a.AttributeClass?.Name is "ThreadStaticAttribute" or "ExportAttribute"))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                _rule, context.Symbol.Locations[0], $"{context.Symbol.ContainingType.Name}.{context.Symbol.Name}"));
        }
    }

    private static bool IsExported(INamedTypeSymbol? type) =>
        type is null || (type.DeclaredAccessibility == Accessibility.Public && type.TypeKind != TypeKind.Enum && IsExported(type.ContainingType));
}
