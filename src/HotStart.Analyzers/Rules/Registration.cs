using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers.Rules;

/// <summary>HOT011: a registration with something outside that is never taken back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Registration() : PluginAnalyzer(_rule)
{
    /// <summary>The id of the rule.</summary>
    public const string Id = "HOT011";

    private static readonly DiagnosticDescriptor _rule = new(
        Id,
        "Registration outside the plugin is never taken back",
        "What '{0}' registers outside the plugin is never taken back and keeps this generation in memory: keep what it returns and {1} it in StopAsync",
        Rule.Unloading,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Page(Id));

    private static readonly string[] _releases = ["Dispose", "DisposeAsync", "Unregister"];

    private static readonly string[] _methods =
    [
        "System.Threading.CancellationToken.Register",
        "System.Threading.CancellationToken.UnsafeRegister",
        "System.Threading.ThreadPool.RegisterWaitForSingleObject",
        "System.Threading.ThreadPool.UnsafeRegisterWaitForSingleObject",
        "System.Runtime.InteropServices.PosixSignalRegistration.Create",
        "Microsoft.Extensions.Primitives.ChangeToken.OnChange",
        "Microsoft.Extensions.Primitives.IChangeToken.RegisterChangeCallback",
        "Microsoft.Extensions.Options.IOptionsMonitor.OnChange",
        "Microsoft.Extensions.Options.OptionsMonitorExtensions.OnChange",
    ];

    private protected override void Start(CompilationStartAnalysisContext context) =>
        context.RegisterOperationAction(Look, OperationKind.Invocation);

    private static void Look(OperationAnalysisContext context)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        string type = call.TargetMethod.ContainingType.Name;
        if (!Array.Exists(_methods, m => m.EndsWith($".{type}.{call.TargetMethod.Name}", StringComparison.Ordinal)
                && m.StartsWith(call.TargetMethod.ContainingNamespace.ToDisplayString(), StringComparison.Ordinal))
            || (type == "CancellationToken" && !IsHostToken(call.Instance.Bare())))
        {
            return;
        }

        Owner owner = Owner.Of(call);
        if (owner.IsDropped || (owner.Place is { } place && !Uses.AreReleased(place, call.Syntax, context.Compilation, _releases)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                _rule, call.Syntax.GetLocation(), $"{type}.{call.TargetMethod.Name}", type == "ThreadPool" ? "unregister" : "dispose"));
        }
    }

    /// <summary>
    /// A token that came in, or that a host object has. The generation's own goes with it, a request's with its request,
    /// and what the plugin's own source gives is its own.
    /// </summary>
    private static bool IsHostToken(IOperation? token) => token switch
    {
        IParameterReferenceOperation => true,
        IPropertyReferenceOperation { Property: { Name: not ("Retired" or "Token" or "RequestAborted" or "None") } property } =>
            !property.IsOwn(token.SemanticModel!.Compilation),
        _ => false,
    };
}
