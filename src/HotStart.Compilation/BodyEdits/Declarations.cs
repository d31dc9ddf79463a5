using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Compilation.BodyEdits;

/// <summary>What the code of other files can depend on in a file: all of it but the bodies of its members.</summary>
internal static class Declarations
{
    /// <summary>Whether two versions of a file differ in nothing but bodies, comments and white space.</summary>
    public static bool AreSame(SyntaxTree a, SyntaxTree b) => Words(a).SequenceEqual(Words(b), StringComparer.Ordinal);

    /// <summary>Whether this node is a body that nothing outside of its type depends on.</summary>
    /// <remarks>
    /// HAZARD: a struct with parameters has a field for each of them that a body uses, and the bodies of others depend on
    /// which fields it has: there, bodies are declarations. Code outside of types is one, too.
    /// </remarks>
    public static bool IsBody(SyntaxNode node) =>
        ((node is BlockSyntax or ArrowExpressionClauseSyntax && node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax)
            || (node is ArrowExpressionClauseSyntax && node.Parent is BasePropertyDeclarationSyntax))
        && !node.Ancestors().Any(n => n is StructDeclarationSyntax { ParameterList: not null });

    /// <summary>Whether a body decides that its property has a field.</summary>
    public static bool HasField(SyntaxNode body) => body.DescendantNodes().Any(n => n.IsKind(SyntaxKind.FieldExpression));

    private static List<string> Words(SyntaxTree tree)
    {
        List<string> words = [];
        Add(tree.GetRoot(), words);
        return words;
    }

    private static void Add(SyntaxNode node, List<string> words)
    {
        foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is not { } inner)
            {
                Add(child.AsToken(), words);
            }
            else if (IsBody(inner))
            {
                words.Add(HasField(inner) ? "{field}" : "{}");
                words.AddRange(Directives(inner.DescendantTrivia()));
            }
            else
            {
                Add(inner, words);
            }
        }
    }

    private static void Add(SyntaxToken token, List<string> words)
    {
        words.AddRange(Directives(token.LeadingTrivia));

        // A body may be written in either way.
        bool endsBody = token.IsKind(SyntaxKind.SemicolonToken) && token.Parent!.ChildNodes().Any(n => n is ArrowExpressionClauseSyntax && IsBody(n));
        if (!endsBody)
        {
            words.Add(token.Text);
        }
    }

    // What follows them can mean something else for them, wherever they stand.
    private static IEnumerable<string> Directives(IEnumerable<SyntaxTrivia> trivia) => trivia
        .Where(t => t.IsDirective && !t.IsKind(SyntaxKind.RegionDirectiveTrivia) && !t.IsKind(SyntaxKind.EndRegionDirectiveTrivia))
        .Select(t => t.ToString());
}
