using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT014: TypeDescriptor over the plugin's types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Descriptor() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT014";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "TypeDescriptor keeps the plugin's types",
        "TypeDescriptor keeps '{0}' in static tables, and with it this generation: use reflection (PropertyInfo, Convert, Parse)",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("System.ComponentModel.TypeDescriptor") is { } descriptor)
        {
            context.RegisterOperationAction(c => Look(c, descriptor), OperationKind.Invocation);
        }
    }

    private static void Look(OperationAnalysisContext context, INamedTypeSymbol descriptor)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!call.TargetMethod.IsOf(descriptor))
        {
            return;
        }

        ITypeSymbol? type = call.Arguments.Select(a => a.Value.Bare())
            .Select(v => v is ITypeOfOperation typeOf ? typeOf.TypeOperand : v?.Type)
            .FirstOrDefault(t => t.InvolvesOwn(context.Compilation));
        if (type is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, call.Syntax.GetLocation(), type.Name));
        }
    }
}
