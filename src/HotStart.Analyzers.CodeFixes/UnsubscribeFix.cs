using System.Composition;
using HotStart.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Analyzers;

/// <summary>Takes a handler off its event when the generation is retired.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnsubscribeFix() : PluginFix(StaticEvent.Id, HostEvent.Id)
{
    private protected override (string Title, SyntaxNode Was, SyntaxNode[] Becomes)? Find(SyntaxNode node, SemanticModel model)
    {
        // A lambda written twice is two handlers: only a named one can be taken off.
        if (node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { Parent: ExpressionStatementSyntax statement } subscription
            || subscription.Right is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
            || InScope.Retired(model, node.SpanStart) is not { } token)
        {
            return null;
        }

        string next = $"{token}.Register(() => {subscription.Left} -= {subscription.Right});";
        return After.Put(statement, statement, next) is { } both ? ("Unsubscribe when the generation is retired", statement, both) : null;
    }
}
