using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT003: a timer that nobody ends.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndisposedTimer() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT003";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Timer is never disposed",
        "This {0} is never disposed: it goes on calling code of a retired generation and keeps it in memory; dispose it in StopAsync, or with PluginContext.Retired.Register",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private static readonly string[] _releases = ["Dispose", "DisposeAsync", "Close", "Stop", "WaitForNextTickAsync("];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        INamedTypeSymbol?[] timers =
        [
            context.Compilation.GetTypeByMetadataName("System.Threading.Timer"),
            context.Compilation.GetTypeByMetadataName("System.Timers.Timer"),
            context.Compilation.GetTypeByMetadataName("System.Threading.PeriodicTimer"),
        ];
        INamedTypeSymbol? provider = context.Compilation.GetTypeByMetadataName("System.TimeProvider");
        context.RegisterOperationAction(
            c => Look(c, Array.Exists(timers, t => t is not null && SymbolEqualityComparer.Default.Equals(t, c.Operation.Type))),
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(
            c => Look(c, ((IInvocationOperation)c.Operation).TargetMethod is { Name: "CreateTimer" } m && m.ContainingType.Is(provider)),
            OperationKind.Invocation);
    }

    private static void Look(OperationAnalysisContext context, bool isTimer)
    {
        if (!isTimer)
        {
            return;
        }

        Owner owner = Owner.Of(context.Operation);
        if (owner.IsDropped || (owner.Place is { } place
            && !Uses.AreReleased(place, context.Operation.Syntax, context.Compilation, _releases)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                _rule, context.Operation.Syntax.GetLocation(), context.Operation.Type?.Name));
        }
    }
}
