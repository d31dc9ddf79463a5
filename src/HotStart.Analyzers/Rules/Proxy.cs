using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT005: a proxy of the runtime, which never unloads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Proxy() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT005";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "DispatchProxy keeps the plugin in memory",
        "A DispatchProxy is kept by the runtime for ever, and with it this generation: write the class by hand or generate it at build time",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("System.Reflection.DispatchProxy") is { } proxy)
        {
            context.RegisterOperationAction(c => Look(c, proxy), OperationKind.Invocation);
        }
    }

    private static void Look(OperationAnalysisContext context, INamedTypeSymbol proxy)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "Create" && call.TargetMethod.IsOf(proxy))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, call.Syntax.GetLocation()));
        }
    }
}
