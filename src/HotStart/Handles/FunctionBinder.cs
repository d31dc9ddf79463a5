using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HotStart.Flow.Generations;

namespace HotStart.Handles;

/// <summary>Chooses the overload that a delegate type asks for.</summary>
internal static class FunctionBinder
{
    /// <summary>The entry point, compiled and with its class's static constructor run.</summary>
    public static nint Bind(HandleKey key, Generation generation, SymbolTable symbols)
    {
        IReadOnlyList<MemberInfo> found = Binder.Find(key, generation, symbols);
        MethodInfo method = Choose(key, generation, found);
        RuntimeHelpers.RunClassConstructor(method.DeclaringType!.TypeHandle);
        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method.MethodHandle.GetFunctionPointer();
    }

    private static MethodInfo Choose(HandleKey key, Generation generation, IReadOnlyList<MemberInfo> found)
    {
        MethodInfo invoke = key.Type.GetMethod("Invoke")!;
        MethodInfo? compatible = null;
        bool several = false;
        foreach (MemberInfo member in found)
        {
            if (member is not MethodInfo method || !IsCallable(method))
            {
                continue;
            }

            switch (FitOf(invoke, method))
            {
                case Fit.Exact:
                    return method;
                case Fit.Compatible:
                    several = compatible is not null;
                    compatible = method;
                    break;
            }
        }

        return compatible is not null && !several ? compatible
            : several ? throw BindErrors.SeveralOverloads(key, generation, found)
            : throw BindErrors.WrongFunction(key, generation, found);
    }

    private static bool IsCallable(MethodInfo method) =>
        !method.IsGenericMethodDefinition
        && (method.CallingConvention & CallingConventions.VarArgs) == 0
        && !method.IsDefined(typeof(UnmanagedCallersOnlyAttribute), inherit: false);

    private static Fit FitOf(MethodInfo invoke, MethodInfo method)
    {
        ParameterInfo[] asked = invoke.GetParameters();
        ParameterInfo[] there = method.GetParameters();
        if (asked.Length != there.Length)
        {
            return Fit.None;
        }

        // ref readonly must not become ref: the caller could write to what the plugin only shows.
        Fit fit = IsReadOnlyRef(method.ReturnParameter) && !IsReadOnlyRef(invoke.ReturnParameter)
            ? Fit.None
            : FitOf(from: method.ReturnType, to: invoke.ReturnType);
        for (int i = 0; i < asked.Length && fit != Fit.None; i++)
        {
            Fit one = Symbols.TypeText.RefKind(asked[i]) == Symbols.TypeText.RefKind(there[i])
                ? FitOf(from: asked[i].ParameterType, to: there[i].ParameterType)
                : Fit.None;
            fit = one < fit ? one : fit;
        }

        return fit;
    }

    /// <summary>References convert without a change of representation, so a call through a pointer is safe.</summary>
    private static Fit FitOf(Type from, Type to) =>
        from == to ? Fit.Exact
        : !from.IsValueType && !to.IsValueType && !from.IsByRef && !from.IsPointer && !to.IsPointer
            && !from.IsFunctionPointer && !to.IsFunctionPointer && to.IsAssignableFrom(from) ? Fit.Compatible
        : Fit.None;

    private static bool IsReadOnlyRef(ParameterInfo returned) =>
        returned.ParameterType.IsByRef && Array.IndexOf(returned.GetRequiredCustomModifiers(), typeof(InAttribute)) >= 0;

    private enum Fit
    {
        None,
        Compatible,
        Exact,
    }
}
