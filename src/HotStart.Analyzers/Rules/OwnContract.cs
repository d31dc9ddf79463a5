using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT015: a contract that no host can have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnContract() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT015";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Contract is declared in the plugin",
        "'{0}' is declared in this plugin, so no host and no other plugin has the same type: declare it in an assembly that both refer to",
        Rule.Swapping,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        // The assembly of contracts itself: what it declares is what others have.
        if (context.Compilation.Assembly.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "HotStart.SharedAssemblyAttribute"))
        {
            return;
        }

        INamedTypeSymbol? export = context.Compilation.GetTypeByMetadataName("HotStart.ExportAttribute");
        INamedTypeSymbol? plugins = context.Compilation.GetTypeByMetadataName("HotStart.PluginContext");
        context.RegisterSymbolAction(c => LookAtExport(c, export), SymbolKind.NamedType);
        context.RegisterOperationAction(c => LookAtCall(c, plugins), OperationKind.Invocation);
    }

    private static void LookAtExport(SymbolAnalysisContext context, INamedTypeSymbol? export)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        AttributeData? attribute = export is null ? null : type.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(export));
        if (attribute is not null && type.AllInterfaces.Length > 0
            && type.AllInterfaces.All(i => i.IsOwn(context.Compilation) || IsPlumbing(i)) && !type.AllInterfaces.All(IsPlumbing))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                _rule,
                attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? type.Locations[0],
                type.AllInterfaces.First(i => !IsPlumbing(i)).Name));
        }
    }

    /// <summary>Interfaces that a class has beside its contract; records bring one by themselves.</summary>
    private static bool IsPlumbing(INamedTypeSymbol type) => type.ToDisplayString() is "System.IDisposable" or "System.IAsyncDisposable"
        || type is { Name: "IEquatable", ContainingNamespace.Name: "System" } || type.ToDisplayString() == "HotStart.IPluginLifecycle";

    private static void LookAtCall(OperationAnalysisContext context, INamedTypeSymbol? plugins)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (plugins is not null && call.TargetMethod is { Name: "Get" or "Lookup", TypeArguments: { Length: 1 } types }
            && call.TargetMethod.ContainingType.Is(plugins) && types[0].InvolvesOwn(context.Compilation))
        {
            context.ReportDiagnostic(Diagnostic.Create(_rule, call.Syntax.GetLocation(), types[0].Name));
        }
    }
}
