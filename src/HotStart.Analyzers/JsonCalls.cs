using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers;

/// <summary>The methods of the framework that turn objects into JSON and back.</summary>
internal sealed class JsonCalls
{
    private static readonly string[] _facades =
    [
        "System.Net.Http.Json.HttpClientJsonExtensions",
        "System.Net.Http.Json.HttpContentJsonExtensions",
        "System.Net.Http.Json.JsonContent",
        "Microsoft.AspNetCore.Http.HttpRequestJsonExtensions",
        "Microsoft.AspNetCore.Http.HttpResponseJsonExtensions",
    ];

    private readonly HashSet<INamedTypeSymbol> _types;
    private readonly INamedTypeSymbol _context;
    private readonly INamedTypeSymbol _typeInfo;

    private JsonCalls(HashSet<INamedTypeSymbol> types, INamedTypeSymbol context, INamedTypeSymbol typeInfo) =>
        (_types, _context, _typeInfo) = (types, context, typeInfo);

    /// <summary>Null where the plugin does not refer to System.Text.Json.</summary>
    public static JsonCalls? In(Compilation plugin)
    {
        if (plugin.GetTypeByMetadataName("System.Text.Json.JsonSerializer") is not { } serializer
            || plugin.GetTypeByMetadataName("System.Text.Json.Serialization.JsonSerializerContext") is not { } context
            || plugin.GetTypeByMetadataName("System.Text.Json.Serialization.Metadata.JsonTypeInfo") is not { } typeInfo)
        {
            return null;
        }

        HashSet<INamedTypeSymbol> types = new(SymbolEqualityComparer.Default) { serializer };
        types.UnionWith(_facades.Select(plugin.GetTypeByMetadataName).OfType<INamedTypeSymbol>());
        return new JsonCalls(types, context, typeInfo);
    }

    /// <summary>The type that a call looks at by reflection, or null.</summary>
    public ITypeSymbol? ReflectedType(IInvocationOperation call)
    {
        if (!_types.Contains(call.TargetMethod.ContainingType)
            || call.Arguments.Any(a => IsGenerated(a.Value.BareType()) || HasResolver(a.Value.Bare())))
        {
            return null;
        }

        IOperation? type = call.Arguments.Select(a => a.Value.Bare()).FirstOrDefault(a => a is ITypeOfOperation);
        return type is ITypeOfOperation typeOf ? typeOf.TypeOperand : call.TargetMethod.TypeArguments.FirstOrDefault();
    }

    private bool IsGenerated(ITypeSymbol? type) => type.Is(_context) || type.Is(_typeInfo);

    /// <summary>Options that bring, or may bring, generated code. Where they were made cannot be seen: believed.</summary>
    private bool HasResolver(IOperation? argument)
    {
        if (argument?.Type?.Name != "JsonSerializerOptions" || argument is ILiteralOperation or IDefaultValueOperation)
        {
            return false;
        }

        return argument switch
        {
            IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Default" or "Web" or "Strict" } property } =>
                property.ContainingType.Name != "JsonSerializerOptions",
            ILocalReferenceOperation local => MayResolve(local.Local),
            IFieldReferenceOperation field => MayResolve(field.Field),
            IPropertyReferenceOperation property => MayResolve(property.Property),
            IObjectCreationOperation made => NamesResolver(made.Syntax),
            _ => true,
        };
    }

    private static bool MayResolve(ISymbol options)
    {
        SyntaxNode? declaration = options.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        ExpressionSyntax? value = declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        return value is not BaseObjectCreationExpressionSyntax || NamesResolver(value)
            || NamesResolver(Uses.TypeAround(declaration!));
    }

    private static bool NamesResolver(SyntaxNode node) =>
        node.DescendantTokens().Any(t => t.ValueText is "TypeInfoResolver" or "TypeInfoResolverChain");
}
