using System.Composition;
using HotStart.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Analyzers;

/// <summary>Lets a loop or a wait end on the token of the generation, or on one that the code was given.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class EndOnTokenFix() : PluginFix(EndlessLoop.Id)
{
    private protected override (string Title, SyntaxNode Was, SyntaxNode[] Becomes)? Find(SyntaxNode node, SemanticModel model)
    {
        if (InScope.Token(model, node.SpanStart) is not { } token)
        {
            return null;
        }

        string title = $"End on {token}";
        ExpressionSyntax goesOn = SyntaxFactory.ParseExpression($"!{token}.IsCancellationRequested");
        return node switch
        {
            WhileStatementSyntax loop => (title, loop, [loop.WithCondition(goesOn)]),
            DoStatementSyntax loop => (title, loop, [loop.WithCondition(goesOn)]),
            ForStatementSyntax loop => (title, loop,
                [loop.WithCondition(goesOn.WithLeadingTrivia(SyntaxFactory.Space)).WithSecondSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))]),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay" } } wait =>
                (title, wait, [wait.AddArgumentListArguments(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token)).WithLeadingTrivia(SyntaxFactory.Space))]),
            _ => null,
        };
    }
}
