using System.Reflection;
using System.Reflection.Emit;

namespace HotStart.Handles.Emission;

/// <summary>Emits the events of a proxy: they are recorded, so that they survive swaps.</summary>
internal static class EventEmitter
{
    private static readonly MethodInfo _subscribe = typeof(EventHandle).GetMethod(nameof(EventHandle.Subscribe))!;
    private static readonly MethodInfo _unsubscribe = typeof(EventHandle).GetMethod(nameof(EventHandle.Unsubscribe))!;
    private static readonly MethodInfo _change = typeof(EventHandle).GetMethod(nameof(EventHandle.Change))!;

    public static void EmitAccessor(TypeBuilder type, MethodBuilder accessor, int index, bool add)
    {
        ILGenerator il = accessor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, add ? _subscribe : _unsubscribe);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>Emits <c>Change(instance, index, add, handler)</c>: the accessor of that event on that object.</summary>
    public static void EmitChange(TypeBuilder type, List<EventInfo> events)
    {
        MethodBuilder change = type.DefineMethod(
            nameof(EventHandle.Change),
            MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig,
            typeof(void),
            [typeof(object), typeof(int), typeof(bool), typeof(Delegate)]);
        ILGenerator il = change.GetILGenerator();
        Label[] cases = [.. events.Select(_ => il.DefineLabel())];
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Switch, cases);
        il.Emit(OpCodes.Ret);
        for (int i = 0; i < cases.Length; i++)
        {
            Label remove = il.DefineLabel();
            il.MarkLabel(cases[i]);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldarg, (short)4);
            il.Emit(OpCodes.Ldarg_3);
            il.Emit(OpCodes.Brfalse, remove);
            il.Emit(OpCodes.Callvirt, events[i].GetAddMethod(nonPublic: true)!);
            il.Emit(OpCodes.Ret);
            il.MarkLabel(remove);
            il.Emit(OpCodes.Callvirt, events[i].GetRemoveMethod(nonPublic: true)!);
            il.Emit(OpCodes.Ret);
        }

        type.DefineMethodOverride(change, _change);
    }
}
