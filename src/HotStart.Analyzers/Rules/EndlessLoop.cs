using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT004: a loop or a wait that has no end.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessLoop() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT004";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Endless loop has no way out",
        "Nothing ends this {0}: the thread or task that runs it keeps the generation in memory for ever; let it end on PluginContext.Retired",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        INamedTypeSymbol? token = context.Compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
        INamedTypeSymbol? source = context.Compilation.GetTypeByMetadataName("System.Threading.CancellationTokenSource");
        INamedTypeSymbol? task = context.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        INamedTypeSymbol? thread = context.Compilation.GetTypeByMetadataName("System.Threading.Thread");
        context.RegisterOperationAction(c => LookAtLoop(c, token, source), OperationKind.Loop);
        context.RegisterOperationAction(c => LookAtWait(c, task, thread), OperationKind.Invocation);
    }

    private static void LookAtLoop(OperationAnalysisContext context, params INamedTypeSymbol?[] ends)
    {
        ILoopOperation loop = (ILoopOperation)context.Operation;
        bool isEndless = loop switch
        {
            IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true },
            IForLoopOperation { Condition: var condition } => condition is null or { ConstantValue: { HasValue: true, Value: true } },
            _ => false,
        };
        if (isEndless && !loop.Descendants().Any(o => Ends(o, loop, ends)))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, loop.Syntax.GetFirstToken().GetLocation(), "loop"));
        }
    }

    /// <summary>A token that somebody can cancel counts wherever it stands: what it does is not followed.</summary>
    private static bool Ends(IOperation operation, ILoopOperation loop, INamedTypeSymbol?[] ends) => operation switch
    {
        IBranchOperation { BranchKind: BranchKind.Break } leave => SymbolEqualityComparer.Default.Equals(leave.Target, loop.ExitLabel),
        IBranchOperation { BranchKind: BranchKind.GoTo } or IReturnOperation or IThrowOperation => true,
        IMemberReferenceOperation { Member: { IsStatic: true, Name: "None" } } or IDefaultValueOperation => false,
        ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IInvocationOperation =>
            Array.Exists(ends, e => operation.Type.Is(e)),
        _ => false,
    };

    private static void LookAtWait(OperationAnalysisContext context, INamedTypeSymbol? task, INamedTypeSymbol? thread)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        bool isWait = (call.TargetMethod.Name == "Delay" && call.TargetMethod.IsOf(task))
            || (call.TargetMethod.Name == "Sleep" && call.TargetMethod.IsOf(thread));
        if (isWait && call.Arguments.Length > 0 && IsInfinite(call.Arguments[0].Value.Bare())
            && !call.Arguments.Any(a => a.Parameter?.Name == "cancellationToken" && a.ArgumentKind != ArgumentKind.DefaultValue))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, call.Syntax.GetLocation(), "wait"));
        }
    }

    private static bool IsInfinite(IOperation? time) =>
        time is { ConstantValue: { HasValue: true, Value: -1 } } or IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" };
}
