using System.Reflection;
using HotStart.Flow.Generations;
using HotStart.Handles.Emission;
using HotStart.Handles.Symbols;
using HotStart.Handles.Variables;

namespace HotStart.Handles;

/// <summary>Finds what a handle runs on a generation.</summary>
/// <remarks>
/// Binding of live handles happens before the publish: what can fail (a missing symbol, a static constructor, a
/// constructor) fails there, and the code is compiled there instead of in the first call.
/// </remarks>
internal static class Binder
{
    /// <exception cref="SymbolNotFoundException">There is no such symbol, or the name fits several.</exception>
    /// <exception cref="SymbolTypeException">It has another type.</exception>
    /// <exception cref="TypeInitializationException">Its class's static constructor threw.</exception>
    /// <exception cref="TargetInvocationException">The constructor of a contract's class threw.</exception>
    public static BoundTarget Bind(HandleKey key, Generation generation)
    {
        LoadedCode code = generation.Code ?? throw new HotStartException(
            $"'{generation.PluginId}' generation {generation.Number} has been unloaded. Its symbols are gone with it.");
        BoundTarget target = new(generation, key);
        ExecutionContext? before = ExecutionContext.Capture();
        try
        {
            Bind(target, key, generation, code);
        }
        finally
        {
            // Static constructors and constructors of the plugin have run.
            ContextGuard.Restore(before);
        }

        return target;
    }

    private static void Bind(BoundTarget target, HandleKey key, Generation generation, LoadedCode code)
    {
        switch (key.Kind)
        {
            case HandleKind.Function:
                target.Function = FunctionBinder.Bind(key, generation, code.Symbols);
                if (code.MayChangeContext)
                {
                    nint[] entry = [target.Function];
                    target.Guard = ContextGuardEmitter.Guard(key.Type, [key.Type.GetMethod("Invoke")!], entry, isStatic: true);
                    target.Function = entry[0];
                }

                break;
            case HandleKind.Variable:
                target.Instance = VariableBinder.Bind(key, generation, code.Symbols);
                break;
            case HandleKind.Contract:
                Type type = ContractBinder.Find(key, generation, code.Symbols);
                target.Instance = code.Instances.Get(type);
                EmittedHandle emitted = EmittedHandle.For(key.Type);
                target.Functions = emitted.Resolve!(target.Instance);
                if (code.MayChangeContext && target.Functions.Length > 0)
                {
                    target.Guard = ContextGuardEmitter.Guard(key.Type, emitted.Members, target.Functions, isStatic: false);
                }

                break;
            default:
                target.Instance = new UntypedSymbol(Find(key, generation, code.Symbols));
                break;
        }
    }

    /// <summary>The members that a name means: the overloads of one function, or one variable or class.</summary>
    public static IReadOnlyList<MemberInfo> Find(HandleKey key, Generation generation, SymbolTable symbols)
    {
        IReadOnlyList<MemberInfo> found = symbols.Find(key.Name);
        if (found.Count == 0)
        {
            throw BindErrors.NotFound(key, generation, symbols);
        }

        for (int i = 1; i < found.Count; i++)
        {
            if (found[i].DeclaringType != found[0].DeclaringType || found[i] is not MethodInfo)
            {
                throw BindErrors.Ambiguous(key, generation, found);
            }
        }

        return found;
    }
}
