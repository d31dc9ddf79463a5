using System.Reflection;
using System.Reflection.Emit;
using HotStart.Flow.Leases;
using HotStart.Handles.Results;

namespace HotStart.Handles.Emission;

/// <summary>Emits the body of a gated call: enter, call the target, lease what outlives the call, leave.</summary>
internal static class CallBody
{
    private static readonly MethodInfo _enter = typeof(Handle).GetMethod(nameof(Handle.Enter))!;
    private static readonly MethodInfo _exit = typeof(CallGate).GetMethod(nameof(CallGate.Exit))!;

    /// <param name="il">The body of a method of a class that derives from <see cref="Handle"/>.</param>
    /// <param name="returnType">What the method returns.</param>
    /// <param name="call">Emits the call; given the local that holds the <see cref="BoundTarget"/>.</param>
    public static void Emit(ILGenerator il, Type returnType, Action<LocalBuilder> call)
    {
        LocalBuilder frame = il.DeclareLocal(typeof(long*));
        LocalBuilder target = il.DeclareLocal(typeof(BoundTarget));
        LocalBuilder? result = returnType == typeof(void) ? null : il.DeclareLocal(returnType);

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloca, target);
        il.Emit(OpCodes.Call, _enter);
        il.Emit(OpCodes.Stloc, frame);

        il.BeginExceptionBlock();
        call(target);
        if (LeasedResult.WrapperFor(returnType) is { } wrapper)
        {
            il.Emit(OpCodes.Ldloc, target);
            il.Emit(OpCodes.Call, wrapper);
        }

        if (result is not null)
        {
            il.Emit(OpCodes.Stloc, result);
        }

        il.BeginFinallyBlock();
        il.Emit(OpCodes.Ldloc, frame);
        il.Emit(OpCodes.Call, _exit);
        il.EndExceptionBlock();

        if (result is not null)
        {
            il.Emit(OpCodes.Ldloc, result);
        }

        il.Emit(OpCodes.Ret);
    }

    public static void LoadArguments(ILGenerator il, int count)
    {
        for (int i = 1; i <= count; i++)
        {
            il.Emit(OpCodes.Ldarg, (short)i);
        }
    }
}
