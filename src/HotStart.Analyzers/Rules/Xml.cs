using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT013: an XML serializer over collections of the plugin's types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Xml() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT013";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "XML serializer with collections of the plugin's types",
        "The serializer keeps the code it makes for '{0}', and with it this generation, or throws: use XElement, XmlReader and XmlWriter, or JSON with a JsonSerializerContext",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        INamedTypeSymbol?[] serializers =
        [
            context.Compilation.GetTypeByMetadataName("System.Xml.Serialization.XmlSerializer"),
            context.Compilation.GetTypeByMetadataName("System.Runtime.Serialization.DataContractSerializer"),
        ];
        context.RegisterOperationAction(c => Look(c, serializers), OperationKind.ObjectCreation);
    }

    private static void Look(OperationAnalysisContext context, INamedTypeSymbol?[] serializers)
    {
        IObjectCreationOperation made = (IObjectCreationOperation)context.Operation;
        if (Array.Exists(serializers, made.Type.Is)
            && made.Arguments.FirstOrDefault(a => a.Parameter?.Name == "type")?.Value.Bare() is ITypeOfOperation typeOf
            && Collection(typeOf.TypeOperand, context.Compilation, new(SymbolEqualityComparer.Default)) is { } collection)
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, made.Syntax.GetLocation(),
                collection.ToMinimalDisplayString(made.SemanticModel!, made.Syntax.SpanStart)));
        }
    }

    /// <summary>A generic type of the framework over a type of the plugin, here or in what is serialized with it.</summary>
    private static ITypeSymbol? Collection(ITypeSymbol type, Compilation plugin, HashSet<ITypeSymbol> seen)
    {
        if (!type.InvolvesOwn(plugin) || !seen.Add(type))
        {
            return null;
        }

        return type switch
        {
            IArrayTypeSymbol array => Collection(array.ElementType, plugin, seen),
            INamedTypeSymbol named when !named.IsOwn(plugin) => type,
            _ => type.GetMembers()
                .Where(m => m is { IsStatic: false, DeclaredAccessibility: Accessibility.Public })
                .Select(m => m is IPropertySymbol property ? property.Type : (m as IFieldSymbol)?.Type)
                .Select(t => t is null ? null : Collection(t, plugin, seen))
                .FirstOrDefault(t => t is not null),
        };
    }
}
