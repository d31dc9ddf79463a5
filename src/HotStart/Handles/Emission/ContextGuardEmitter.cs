using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace HotStart.Handles.Emission;

/// <summary>
/// Emits a stand-in for each entry point of a generation that may change its caller's execution context. Only such
/// generations pay: handles call through pointers, and theirs point here.
/// </summary>
internal static class ContextGuardEmitter
{
    private static readonly MethodInfo _capture = typeof(ExecutionContext).GetMethod(nameof(ExecutionContext.Capture))!;
    private static readonly MethodInfo _restore = typeof(ContextGuard).GetMethod(nameof(ContextGuard.Restore))!;

    /// <summary>Replaces entry points by guarded ones of the same signature and calling convention.</summary>
    /// <param name="about">The delegate type or contract.</param>
    /// <param name="members">What the entry points are called as.</param>
    /// <param name="entries">The entry points; overwritten.</param>
    /// <param name="isStatic">Whether they take no object.</param>
    /// <returns>What keeps the guards in memory: hold it as long as the entry points.</returns>
    public static Type Guard(Type about, IReadOnlyList<MethodInfo> members, nint[] entries, bool isStatic)
    {
        TypeBuilder builder = DynamicCode.DefinePassing(about, "Guard");
        for (int i = 0; i < entries.Length; i++)
        {
            Emit(builder, $"Guard{i}", members[i], entries[i], isStatic);
        }

        Type guards = builder.CreateType();
        for (int i = 0; i < entries.Length; i++)
        {
            RuntimeMethodHandle guard = guards.GetMethod($"Guard{i}")!.MethodHandle;
            RuntimeHelpers.PrepareMethod(guard);
            entries[i] = guard.GetFunctionPointer();
        }

        return guards;
    }

    private static void Emit(TypeBuilder builder, string name, MethodInfo member, nint entry, bool isStatic)
    {
        Type[] types = Array.ConvertAll(member.GetParameters(), p => p.ParameterType);

        // An instance method where the entry point is one, though its object is of another class: object and return
        // buffer change places in the registers of a static method.
        MethodBuilder guard = builder.DefineMethod(
            name, MethodAttributes.Public | (isStatic ? MethodAttributes.Static : 0), member.ReturnType, types);
        guard.SetImplementationFlags(EmittedCode.Flags);
        ILGenerator il = guard.GetILGenerator();
        LocalBuilder before = il.DeclareLocal(typeof(ExecutionContext));
        LocalBuilder? result = member.ReturnType == typeof(void) ? null : il.DeclareLocal(member.ReturnType);
        il.Emit(OpCodes.Call, _capture);
        il.Emit(OpCodes.Stloc, before);
        il.BeginExceptionBlock();
        for (int i = 0; i < types.Length + (isStatic ? 0 : 1); i++)
        {
            il.Emit(OpCodes.Ldarg, (short)i);
        }

        il.Emit(OpCodes.Ldc_I8, entry);
        il.Emit(OpCodes.Conv_I);
        il.EmitCalli(OpCodes.Calli, isStatic ? CallingConventions.Standard : CallingConventions.HasThis, member.ReturnType, types, null);
        if (result is not null)
        {
            il.Emit(OpCodes.Stloc, result);
        }

        il.BeginFinallyBlock();
        il.Emit(OpCodes.Ldloc, before);
        il.Emit(OpCodes.Call, _restore);
        il.EndExceptionBlock();
        if (result is not null)
        {
            il.Emit(OpCodes.Ldloc, result);
        }

        il.Emit(OpCodes.Ret);
    }
}
