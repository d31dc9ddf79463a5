using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Analyzers;

/// <summary>
/// Where a place is used, by its name alone: another thing of the same name makes a rule keep quiet, never speak.
/// </summary>
internal static class Uses
{
    /// <summary>Whether what is at a place is given back somewhere, or handed to code that may do so.</summary>
    /// <param name="place">A local, field or property.</param>
    /// <param name="at">Code that belongs to it.</param>
    /// <param name="plugin">All the code.</param>
    /// <param name="releases">Members that give it back; <c>Name(</c> only where it is called with an argument.</param>
    /// <param name="takers">Methods that take it without ever giving it back.</param>
    public static bool AreReleased(ISymbol place, SyntaxNode at, Compilation plugin, string[] releases, params string[] takers) =>
        Scope(place, at, plugin).SelectMany(s => Names(s, place.Name)).Any(n => Releases(n, releases) || Leaves(n, takers));

    /// <summary>Whether a handler is taken off an event of this name somewhere in the type that put it on.</summary>
    public static bool IsUnsubscribed(string eventName, SyntaxNode at) =>
        TypeAround(at).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a =>
            a.IsKind(SyntaxKind.SubtractAssignmentExpression) && a.Left.GetLastToken().ValueText == eventName);

    public static SyntaxNode TypeAround(SyntaxNode at) =>
        at.AncestorsAndSelf().LastOrDefault(n => n is TypeDeclarationSyntax) ?? at.SyntaxTree.GetRoot();

    private static IEnumerable<SyntaxNode> Scope(ISymbol place, SyntaxNode at, Compilation plugin) => place switch
    {
        ILocalSymbol => [at.AncestorsAndSelf().LastOrDefault(n => n is MemberDeclarationSyntax and not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax) ?? at.SyntaxTree.GetRoot()],
        { DeclaredAccessibility: Accessibility.Private } => place.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax()),
        _ => plugin.SyntaxTrees.Select(t => t.GetRoot()),
    };

    private static IEnumerable<IdentifierNameSyntax> Names(SyntaxNode scope, string name) =>
        scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == name);

    private static bool Releases(IdentifierNameSyntax name, string[] releases)
    {
        ExpressionSyntax value = Value(name);
        SimpleNameSyntax? member = value.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == value => access.Name,
            ConditionalAccessExpressionSyntax { WhenNotNull: var then } conditional when conditional.Expression == value =>
                then.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault()?.Name,
            _ => null,
        };
        if (member is null)
        {
            return value.Parent is UsingStatementSyntax;
        }

        string text = member.Identifier.ValueText;
        bool hasArgument = member.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.ArgumentList.Arguments.Count > 0;
        return releases.Contains(text) || (hasArgument && releases.Contains(text + "("));
    }

    private static bool Leaves(IdentifierNameSyntax name, string[] takers)
    {
        ExpressionSyntax value = Value(name);
        return value.Parent switch
        {
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => !takers.Contains(call.Expression.GetLastToken().ValueText),
            ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or YieldStatementSyntax => true,
            EqualsValueClauseSyntax or ExpressionElementSyntax or InitializerExpressionSyntax => true,
            AssignmentExpressionSyntax assignment => assignment.Right == value,
            _ => false,
        };
    }

    /// <summary>The name with what stands before it: <c>this.name</c>, <c>Type.name</c>.</summary>
    private static ExpressionSyntax Value(IdentifierNameSyntax name)
    {
        ExpressionSyntax value = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        while (value.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            value = (ExpressionSyntax)value.Parent;
        }

        return value;
    }
}
