using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Compilation.BodyEdits;

/// <summary>The types that a file declares, without those inside of others.</summary>
internal static class TopLevelTypes
{
    public static IEnumerable<MemberDeclarationSyntax> In(SyntaxTree tree) => In(((CompilationUnitSyntax)tree.GetRoot()).Members);

    /// <summary>Names under which several files can declare parts of one type.</summary>
    public static IEnumerable<string> PartNames(SyntaxTree tree) => In(tree).OfType<TypeDeclarationSyntax>()
        .Where(t => t.Modifiers.Any(SyntaxKind.PartialKeyword)).Select(t => t.Identifier.ValueText);

    /// <summary>The names that metadata knows them by.</summary>
    public static IEnumerable<string> MetadataNames(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellationToken)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (MemberDeclarationSyntax declared in In(tree))
        {
            if (model.GetDeclaredSymbol(declared, cancellationToken) is INamedTypeSymbol type)
            {
                yield return type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space}.{type.MetadataName}" : type.MetadataName;
            }
        }
    }

    private static IEnumerable<MemberDeclarationSyntax> In(SyntaxList<MemberDeclarationSyntax> members) => members.SelectMany(m => m switch
    {
        BaseNamespaceDeclarationSyntax space => In(space.Members),
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => [m],
        _ => [],
    });
}
