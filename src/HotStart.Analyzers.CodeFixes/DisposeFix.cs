using System.Composition;
using HotStart.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Analyzers;

/// <summary>Disposes with the generation where the code knows its context, else at the end of the block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DisposeFix() : PluginFix(UndisposedTimer.Id, Telemetry.Id, Registration.Id)
{
    private protected override (string Title, SyntaxNode Was, SyntaxNode[] Becomes)? Find(SyntaxNode node, SemanticModel model)
    {
        string? token = InScope.Retired(model, node.SpanStart);
        return node.FirstAncestorOrSelf<StatementSyntax>() switch
        {
            // What the pool waits for is given back by Unregister(WaitHandle): no Dispose to call.
            _ when node.ToString().Contains("RegisterWaitForSingleObject") => null,
            LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } local => token is null
                ? InUsing(local)
                : WithGeneration(local, local, token, local.Declaration.Variables[0].Identifier.ValueText),
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: not "_" } or MemberAccessExpressionSyntax } set } statement
                when token is not null => WithGeneration(statement, statement, token, set.Left.ToString()),
            ExpressionStatementSyntax statement when token is not null => Named(statement, token, model),
            _ => null,
        };
    }

    private static (string, SyntaxNode, SyntaxNode[])? InUsing(LocalDeclarationStatementSyntax local) =>
    (
        "Dispose at the end of the block",
        local,
        [local.WithoutLeadingTrivia()
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithLeadingTrivia(local.GetLeadingTrivia())]
    );

    private static (string, SyntaxNode, SyntaxNode[])? WithGeneration(
        StatementSyntax statement, StatementSyntax becomes, string token, string name) =>
        After.Put(statement, becomes, $"{token}.Register(() => {name}.Dispose());") is { } both
            ? ("Dispose when the generation is retired", statement, both)
            : null;

    private static (string, SyntaxNode, SyntaxNode[])? Named(ExpressionStatementSyntax statement, string token, SemanticModel model)
    {
        ExpressionSyntax made = statement.Expression is AssignmentExpressionSyntax discard ? discard.Right : statement.Expression;
        bool isTimer = made is BaseObjectCreationExpressionSyntax;
        string name = InScope.FreeName(model, statement.SpanStart, isTimer ? "timer" : "registration");
        return WithGeneration(statement, SyntaxFactory.ParseStatement($"var {name} = {made};"), token, name);
    }
}
