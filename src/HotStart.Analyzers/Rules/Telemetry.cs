using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT010: a meter or listener that is never disposed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Telemetry() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT010";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Meter or listener is never disposed",
        "This {0} is never disposed: the runtime keeps it in a static list, and with it this generation and its callbacks; dispose it in StopAsync",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private static readonly string[] _releases = ["Dispose", "DisposeAsync"];

    private static readonly string[] _kept =
    [
        "System.Diagnostics.Metrics.Meter",
        "System.Diagnostics.Metrics.MeterListener",
        "System.Diagnostics.ActivityListener",
        "System.Diagnostics.Tracing.EventListener",
    ];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        INamedTypeSymbol[] kept = [.. _kept.Select(context.Compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>()];
        context.RegisterOperationAction(c => Look(c, kept), OperationKind.ObjectCreation);
    }

    private static void Look(OperationAnalysisContext context, INamedTypeSymbol[] kept)
    {
        if (Array.Find(kept, context.Operation.Type.Is) is not { } type)
        {
            return;
        }

        Owner owner = Owner.Of(context.Operation);
        if (owner.IsDropped || (owner.Place is { } place
            && !Uses.AreReleased(place, context.Operation.Syntax, context.Compilation, _releases, "AddActivityListener")))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, context.Operation.Syntax.GetLocation(), type.Name));
        }
    }
}
