using System.Composition;
using HotStart.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Analyzers;

/// <summary>Uses the generated code where the plugin has a context for the type already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class JsonContextFix() : PluginFix(ReflectionJson.Id)
{
    private protected override (string Title, SyntaxNode Was, SyntaxNode[] Becomes)? Find(SyntaxNode node, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments.Count: 1 } call
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol { TypeArguments.Length: 1 } method
            || method.TypeArguments[0] is not INamedTypeSymbol { IsGenericType: false } type
            || Context(model.Compilation, type) is not { } context)
        {
            return null;
        }

        string info = $"{context.ToMinimalDisplayString(model, node.SpanStart)}.Default.{type.Name}";
        InvocationExpressionSyntax becomes = call.WithArgumentList(SyntaxFactory.ArgumentList(
            [call.ArgumentList.Arguments[0], SyntaxFactory.Argument(SyntaxFactory.ParseExpression(info)).WithLeadingTrivia(SyntaxFactory.Space)]));
        return ($"Use {info}", call, [becomes]);
    }

    /// <summary>The context that names the type in a <c>[JsonSerializable]</c>, without another name for its property.</summary>
    private static INamedTypeSymbol? Context(Compilation plugin, INamedTypeSymbol type) => plugin
        .GetSymbolsWithName(_ => true, SymbolFilter.Type)
        .OfType<INamedTypeSymbol>()
        .FirstOrDefault(t => t.BaseType?.Name == "JsonSerializerContext" && t.GetAttributes().Any(a =>
            a is { AttributeClass.Name: "JsonSerializableAttribute", ConstructorArguments.Length: 1, NamedArguments.IsEmpty: true }
            && SymbolEqualityComparer.Default.Equals(a.ConstructorArguments[0].Value as ITypeSymbol, type)));
}
