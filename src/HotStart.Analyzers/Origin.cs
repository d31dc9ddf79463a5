using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers;

/// <summary>Whether an object came to the plugin from its host. What cannot be told counts as the plugin's own.</summary>
internal static class Origin
{
    public static bool IsOutside(IOperation? value, Compilation plugin) => value.Bare() switch
    {
        IParameterReferenceOperation parameter => IsHandedIn(parameter.Parameter),
        IInvocationOperation call => IsAskedFor(call.TargetMethod.Name) && !call.TargetMethod.IsOwn(plugin),
        ICoalesceOperation coalesce => IsOutside(coalesce.Value, plugin),
        IFieldReferenceOperation field => field.Field.IsOwn(plugin) && IsAssignedFromOutside(field.Field),
        IPropertyReferenceOperation property => property.Property.IsOwn(plugin) && IsAssignedFromOutside(property.Property),
        ILocalReferenceOperation local => IsOutside(Initializer(local), plugin),
        _ => false,
    };

    private static bool IsHandedIn(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol
    {
        MethodKind: MethodKind.Constructor or MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation,
    } method && (method.DeclaredAccessibility == Accessibility.Public || method.MethodKind == MethodKind.ExplicitInterfaceImplementation);

    /// <summary>Methods of a context and of service providers.</summary>
    private static bool IsAskedFor(string method) => method is "Get" or "GetService" or "GetRequiredService";

    private static IOperation? Initializer(ILocalReferenceOperation reference) =>
        reference.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
            ? reference.SemanticModel?.GetOperation(value)
            : null;

    /// <summary>By names: a constructor's parameter, or a service, is what the field gets, and nothing is made for it.</summary>
    private static bool IsAssignedFromOutside(ISymbol member)
    {
        HashSet<string> parameters = [.. member.ContainingType.InstanceConstructors.SelectMany(c => c.Parameters).Select(p => p.Name)];
        ExpressionSyntax[] values = [.. member.ContainingType.DeclaringSyntaxReferences
            .SelectMany(r => r.GetSyntax().DescendantNodes()).Select(n => ValueFor(member, n)).OfType<ExpressionSyntax>()];
        return values.Any(v => First(v) switch
        {
            IdentifierNameSyntax name => parameters.Contains(name.Identifier.ValueText),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => IsAskedFor(access.Name.Identifier.ValueText),
            _ => false,
        }) && !values.Any(v => v is BaseObjectCreationExpressionSyntax);
    }

    private static ExpressionSyntax? ValueFor(ISymbol member, SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax a when a.Left.GetLastToken().ValueText == member.Name => a.Right,
        VariableDeclaratorSyntax { Initializer: { } i } v when v.Identifier.ValueText == member.Name => i.Value,
        PropertyDeclarationSyntax { Initializer: { } i } p when p.Identifier.ValueText == member.Name => i.Value,
        _ => null,
    };

    private static ExpressionSyntax First(ExpressionSyntax value) => value switch
    {
        BinaryExpressionSyntax both => First(both.Left),
        CastExpressionSyntax cast => First(cast.Expression),
        ParenthesizedExpressionSyntax inner => First(inner.Expression),
        PostfixUnaryExpressionSyntax sure => First(sure.Operand),
        _ => value,
    };
}
