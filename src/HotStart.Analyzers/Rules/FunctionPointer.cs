using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT009: native code is given an address of plugin code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionPointer() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT009";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Native code holds an address of the plugin",
        "Native code that calls this address after the plugin is unloaded ends the process: take the address back from it in StopAsync",
        Rule.Unloading,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        INamedTypeSymbol? marshal = context.Compilation.GetTypeByMetadataName("System.Runtime.InteropServices.Marshal");
        context.RegisterOperationAction(c => LookAtCall(c, marshal), OperationKind.Invocation);
        context.RegisterOperationAction(LookAtAddress, OperationKind.AddressOf);
    }

    private static void LookAtCall(OperationAnalysisContext context, INamedTypeSymbol? marshal)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "GetFunctionPointerForDelegate" && call.TargetMethod.IsOf(marshal))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, call.Syntax.GetLocation()));
        }
    }

    private static void LookAtAddress(OperationAnalysisContext context)
    {
        if (((IAddressOfOperation)context.Operation).Reference is IMethodReferenceOperation { Method: var method }
            && method.GetAttributes().Any(a => a.AttributeClass?.Name == "UnmanagedCallersOnlyAttribute"))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, context.Operation.Syntax.GetLocation()));
        }
    }
}
