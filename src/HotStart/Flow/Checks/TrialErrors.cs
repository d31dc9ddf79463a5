using System.Collections.Immutable;
using System.Reflection;
using HotStart.Flow.Generations;

namespace HotStart.Flow.Checks;

/// <summary>Puts what a candidate's own code or loading threw into words.</summary>
internal static class TrialErrors
{
    public static Reason Explain(Exception e, Generation generation, ImmutableArray<StageTime> done)
    {
        string who = $"'{generation.PluginId}' ({generation.Staged.Source})";
        string stage = done.IsEmpty ? "load" : done[^1].Stage;
        Exception root = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
        (string code, string message) = root switch
        {
            TypeInitializationException t => (ReasonCodes.InitializerFailed,
                $"{who}: the static constructor of '{t.TypeName}' threw {Describe(t.InnerException ?? t)}"),
            ReflectionTypeLoadException r => (ReasonCodes.LoadFailed,
                $"{who}: types could not be loaded: {string.Join("; ", r.LoaderExceptions.OfType<Exception>().Select(x => x.Message).Distinct())}"),
            BadImageFormatException => (ReasonCodes.DamagedAssembly, $"{who} is damaged: {root.Message}"),
            FileNotFoundException f => (ReasonCodes.MissingDependency,
                $"{who}: '{f.FileName}' is needed and was not found. Put it beside the plugin, or publish the plugin with its dependencies."),
            TypeLoadException or MissingMemberException or FileLoadException => (ReasonCodes.LoadFailed, $"{who}: {root.Message}"),
            OperationCanceledException => (ReasonCodes.StartFailed, $"{who}: its start was cancelled: {root.Message}"),
            HotStartException => (ReasonCodes.LoadFailed, $"{who}: {root.Message}"),
            _ when e is TargetInvocationException => (ReasonCodes.ConstructorFailed, $"{who}: a constructor threw {Describe(root)}"),
            _ when stage is "load" or "check" => (ReasonCodes.InitializerFailed, $"{who}: an initializer threw {Describe(root)}"),
            _ => (ReasonCodes.StartFailed, $"{who}: its start threw {Describe(root)}"),
        };
        return new Reason(code, message, generation.Staged.Source);
    }

    // The message only, not the exception: its type may be the plugin's own and would keep the candidate in memory.
    private static string Describe(Exception e) => $"{e.GetType().Name}: {e.Message}";
}
