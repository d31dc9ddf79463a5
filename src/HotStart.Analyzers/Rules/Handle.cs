using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT008: a GCHandle that is never freed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Handle() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT008";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "GCHandle is never freed",
        "This handle is never freed: it is a root, and keeps this generation in memory; free it in a finally block or in StopAsync",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private static readonly string[] _releases = ["Free", "Dispose"];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        INamedTypeSymbol? handle = context.Compilation.GetTypeByMetadataName("System.Runtime.InteropServices.GCHandle");
        INamedTypeSymbol?[] generic =
        [
            context.Compilation.GetTypeByMetadataName("System.Runtime.InteropServices.GCHandle`1"),
            context.Compilation.GetTypeByMetadataName("System.Runtime.InteropServices.PinnedGCHandle`1"),
        ];
        context.RegisterOperationAction(
            c => Look(c, ((IInvocationOperation)c.Operation) is { TargetMethod.Name: "Alloc" } call && call.TargetMethod.IsOf(handle) && !IsWeak(call)),
            OperationKind.Invocation);
        context.RegisterOperationAction(
            c => Look(c, Array.Exists(generic, g => g is not null && SymbolEqualityComparer.Default.Equals(c.Operation.Type?.OriginalDefinition, g))),
            OperationKind.ObjectCreation);
    }

    private static bool IsWeak(IInvocationOperation call) =>
        call.Argument("type").Bare() is IFieldReferenceOperation { Field.Name: "Weak" or "WeakTrackResurrection" };

    private static void Look(OperationAnalysisContext context, bool isRoot)
    {
        if (!isRoot)
        {
            return;
        }

        Owner owner = Owner.Of(context.Operation);
        if (owner.IsDropped || (owner.Place is { } place
            && !Uses.AreReleased(place, context.Operation.Syntax, context.Compilation, _releases)))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, context.Operation.Syntax.GetLocation()));
        }
    }
}
