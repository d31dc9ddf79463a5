using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT001: a handler on an event that lives as long as the process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticEvent() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT001";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Static event keeps the plugin in memory",
        "'{0}' lives as long as the process and keeps this plugin in memory: take the handler off with -= in StopAsync, or when PluginContext.Retired is cancelled",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        INamedTypeSymbol? appDomain = context.Compilation.GetTypeByMetadataName("System.AppDomain");
        context.RegisterOperationAction(c => Look(c, appDomain), OperationKind.EventAssignment);
    }

    private static void Look(OperationAnalysisContext context, INamedTypeSymbol? appDomain)
    {
        IEventAssignmentOperation subscription = (IEventAssignmentOperation)context.Operation;
        if (subscription.Adds && subscription.EventReference.Bare() is IEventReferenceOperation e
            && !e.Event.IsOwn(context.Compilation)
            && (e.Event.IsStatic || e.Event.ContainingType.Is(appDomain) || IsForAll(e.Instance.Bare(), context.Compilation))
            && !Uses.IsUnsubscribed(e.Event.Name, subscription.Syntax))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                _rule, subscription.Syntax.GetLocation(), $"{e.Event.ContainingType.Name}.{e.Event.Name}"));
        }
    }

    /// <summary>One object for all, such as <c>AssemblyLoadContext.Default</c>. What a method returns may be new.</summary>
    private static bool IsForAll(IOperation? instance, Compilation plugin) =>
        instance is IMemberReferenceOperation { Instance: null, Member: { IsStatic: true } member } and not IMethodReferenceOperation
        && !member.IsOwn(plugin);
}
