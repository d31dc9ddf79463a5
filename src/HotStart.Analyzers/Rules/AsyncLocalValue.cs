using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT012: an AsyncLocal that stays set in the caller's context.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncLocalValue() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT012";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "AsyncLocal stays set in the caller's context",
        "This value stays in the execution context of whoever called, and keeps this generation in memory for as long as that context lives: set it back in a finally block",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("System.Threading.AsyncLocal`1") is { } asyncLocal)
        {
            context.RegisterOperationAction(c => Look(c, asyncLocal), OperationKind.SimpleAssignment);
        }
    }

    /// <summary>An async method gives its caller the old context back by itself.</summary>
    private static void Look(OperationAnalysisContext context, INamedTypeSymbol asyncLocal)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property.Name: "Value", Instance: { } place }
            && place.Type.Is(asyncLocal)
            && ((INamedTypeSymbol)place.Type!).TypeArguments[0].InvolvesOwn(context.Compilation)
            && assignment.Value.Bare() is not (ILiteralOperation or IDefaultValueOperation)
            && context.ContainingSymbol is IMethodSymbol { IsAsync: false, DeclaredAccessibility: Accessibility.Public }
            && !IsInLambda(assignment) && !IsSetBack(assignment, place.Syntax.GetLastToken().ValueText))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, assignment.Syntax.GetLocation()));
        }
    }

    private static bool IsInLambda(IOperation operation)
    {
        for (IOperation? up = operation.Parent; up is not null; up = up.Parent)
        {
            if (up is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSetBack(IOperation assignment, string place) => assignment.Syntax.Ancestors()
        .OfType<MemberDeclarationSyntax>().First().DescendantNodes().OfType<FinallyClauseSyntax>()
        .SelectMany(f => f.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        .Any(a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } access
            && access.Expression.GetLastToken().ValueText == place);
}
