using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Compilation.BodyEdits;

/// <summary>A file with its declarations and no bodies: enough to compile other files against, and quickly compiled itself.</summary>
internal sealed class Skeleton : CSharpSyntaxRewriter
{
    private static readonly BlockSyntax _body = (BlockSyntax)SyntaxFactory.ParseStatement("{ throw null!; }");
    private static readonly SyntaxTriviaList _silent = SyntaxFactory.ParseLeadingTrivia("#pragma warning disable\n");

    private Skeleton()
    {
    }

    /// <summary>The tree without bodies; the compiler says nothing of it but errors.</summary>
    public static SyntaxTree Of(SyntaxTree tree)
    {
        SyntaxNode root = new Skeleton().Visit(tree.GetRoot());
        root = root.ReplaceTrivia(
            root.ContainsDirectives ? root.DescendantTrivia().Where(t => t.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia)) : [],
            static (_, _) => SyntaxFactory.Space);
        SyntaxToken first = root.GetFirstToken(includeZeroWidth: true);
        root = root.ReplaceToken(first, first.WithLeadingTrivia(_silent.AddRange(first.LeadingTrivia)));
        return tree.WithRootAndOptions(root, tree.Options);
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        MethodDeclarationSyntax bare = (MethodDeclarationSyntax)Without(node);
        int isAsync = bare.Modifiers.IndexOf(SyntaxKind.AsyncKeyword);
        return ReferenceEquals(bare, node) || isAsync < 0 || bare.Modifiers[isAsync].ContainsDirectives ? bare : bare.WithModifiers(bare.Modifiers.RemoveAt(isAsync));
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) => Without(node);

    public override SyntaxNode? VisitDestructorDeclaration(DestructorDeclarationSyntax node) => Without(node);

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) => Without(node);

    public override SyntaxNode? VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) => Without(node);

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        CanGo((SyntaxNode?)node.Body ?? node.ExpressionBody, node.SemicolonToken)
            ? node.WithBody(_body).WithExpressionBody(null).WithSemicolonToken(default)
            : node;

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node) =>
        CanGo(node.ExpressionBody, node.SemicolonToken) ? node.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter()) : base.VisitPropertyDeclaration(node);

    public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node) =>
        CanGo(node.ExpressionBody, node.SemicolonToken) ? node.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter()) : base.VisitIndexerDeclaration(node);

    private static BaseMethodDeclarationSyntax Without(BaseMethodDeclarationSyntax node) =>
        CanGo((SyntaxNode?)node.Body ?? node.ExpressionBody, node.SemicolonToken)
            ? node.WithBody(_body).WithExpressionBody(null).WithSemicolonToken(default)
            : node;

    private static AccessorListSyntax Getter() => SyntaxFactory.AccessorList(
        [SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, _body)]);

    // Directives go on to mean something behind the body.
    private static bool CanGo(SyntaxNode? body, SyntaxToken end) =>
        body is { ContainsDirectives: false } && !end.ContainsDirectives && Declarations.IsBody(body) && !Declarations.HasField(body);
}
