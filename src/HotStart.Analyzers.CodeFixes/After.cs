using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace HotStart.Analyzers;

/// <summary>A statement with another one below it.</summary>
internal static class After
{
    /// <summary>Null where the statement does not stand in a block: <c>if (x) statement;</c>.</summary>
    public static SyntaxNode[]? Put(StatementSyntax? statement, StatementSyntax becomes, string next)
    {
        if (statement?.Parent is not (BlockSyntax or SwitchSectionSyntax))
        {
            return null;
        }

        SyntaxTriviaList indent = [.. statement.GetLeadingTrivia().Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()];
        SyntaxTriviaList trailing = statement.GetTrailingTrivia();
        SyntaxTrivia end = trailing.FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        return
        [
            becomes.WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(trailing),
            SyntaxFactory.ParseStatement(next).WithLeadingTrivia(indent).WithTrailingTrivia(end).WithAdditionalAnnotations(Formatter.Annotation),
        ];
    }
}
