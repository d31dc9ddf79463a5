using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT002: a handler on an event of an object that the host handed in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostEvent() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT002";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Event of a host object keeps the plugin in memory",
        "'{0}' belongs to an object from outside the plugin, which keeps this generation in memory for as long as it lives itself: take the handler off with -= in StopAsync, or when PluginContext.Retired is cancelled",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context) =>
        context.RegisterOperationAction(Look, OperationKind.EventAssignment);

    private static void Look(OperationAnalysisContext context)
    {
        IEventAssignmentOperation subscription = (IEventAssignmentOperation)context.Operation;
        if (subscription.Adds && subscription.EventReference.Bare() is IEventReferenceOperation { Event.IsStatic: false } e
            && e.Event.ContainingType.ToDisplayString() != "System.AppDomain"
            && !e.Event.IsOwn(context.Compilation) && !e.Instance.BareType().IsOwn(context.Compilation)
            && Origin.IsOutside(e.Instance, context.Compilation)
            && !Uses.IsUnsubscribed(e.Event.Name, subscription.Syntax))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                _rule, subscription.Syntax.GetLocation(), $"{e.Event.ContainingType.Name}.{e.Event.Name}"));
        }
    }
}
