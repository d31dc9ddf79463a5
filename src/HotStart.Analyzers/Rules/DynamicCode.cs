using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT006: the dynamic keyword.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DynamicCode() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT006";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "dynamic keeps the plugin in memory",
        "What 'dynamic' finds out is kept in a cache of the process, and with it this generation: use an interface, a generic method or reflection",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context) =>
        context.RegisterOperationBlockAction(Look);

    /// <summary>One report a member: the cure is the same for all that stands in it.</summary>
    private static void Look(OperationBlockAnalysisContext context)
    {
        IOperation? first = context.OperationBlocks.SelectMany(b => b.DescendantsAndSelf()).FirstOrDefault(IsBound);
        if (first is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, first.Syntax.GetLocation()));
        }
    }

    /// <summary>To hold a value as dynamic does nothing; to do something with it does.</summary>
    private static bool IsBound(IOperation operation) => operation switch
    {
        IDynamicInvocationOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation => true,
        IDynamicMemberReferenceOperation => operation.Parent is not IDynamicInvocationOperation,
        IBinaryOperation { Type.TypeKind: TypeKind.Dynamic } or IUnaryOperation { Type.TypeKind: TypeKind.Dynamic } => true,
        IConversionOperation { IsImplicit: _, Operand.Type.TypeKind: TypeKind.Dynamic, Type: { TypeKind: not TypeKind.Dynamic, SpecialType: not SpecialType.System_Object } } => true,
        _ => false,
    };
}
