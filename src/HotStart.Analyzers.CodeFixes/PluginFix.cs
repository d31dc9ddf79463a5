using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HotStart.Analyzers;

/// <summary>A change that cures what a rule reports. Where there is none to offer, nothing is offered.</summary>
/// <param name="ids">The rules.</param>
public abstract class PluginFix(params string[] ids) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. ids];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (Find(node, model) is var (title, was, becomes))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(becomes.Length == 1 ? root.ReplaceNode(was, becomes[0]) : root.ReplaceNode(was, becomes))),
                        equivalenceKey: title),
                    diagnostic);
            }
        }
    }

    /// <summary>The cure for what was found at a node.</summary>
    private protected abstract (string Title, SyntaxNode Was, SyntaxNode[] Becomes)? Find(SyntaxNode node, SemanticModel model);
}
