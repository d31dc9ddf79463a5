using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT007: JSON by reflection over the plugin's own types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReflectionJson() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT007";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "JSON by reflection caches the plugin's types",
        "JSON by reflection puts '{0}' into a cache that all of the process shares: use a JsonSerializerContext, whose code goes with the plugin",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        JsonCalls? calls = JsonCalls.In(context.Compilation);
        if (calls is not null)
        {
            context.RegisterOperationAction(c => Look(c, calls), OperationKind.Invocation);
        }
    }

    private static void Look(OperationAnalysisContext context, JsonCalls calls)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (calls.ReflectedType(call) is { } type && type.InvolvesOwn(context.Compilation))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                _rule, call.Syntax.GetLocation(), type.ToMinimalDisplayString(call.SemanticModel!, call.Syntax.SpanStart)));
        }
    }
}
