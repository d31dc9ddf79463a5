using System.Reflection;
using System.Reflection.Emit;

namespace HotStart.Handles.Emission;

/// <summary>Emits the handle class of a delegate type: one method of its signature that calls a static method.</summary>
internal static class DelegateEmitter
{
    public const string MethodName = "Call";

    public static Type Emit(Type delegateType)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        ParameterInfo[] parameters = invoke.GetParameters();
        Type[] types = Array.ConvertAll(parameters, p => p.ParameterType);
        TypeBuilder type = DynamicCode.DefineHandle(delegateType);
        MethodBuilder method = type.DefineMethod(
            MethodName,
            MethodAttributes.Public | MethodAttributes.HideBySig,
            CallingConventions.HasThis,
            invoke.ReturnType,
            invoke.ReturnParameter.GetRequiredCustomModifiers(),
            invoke.ReturnParameter.GetOptionalCustomModifiers(),
            types,
            Array.ConvertAll(parameters, p => p.GetRequiredCustomModifiers()),
            Array.ConvertAll(parameters, p => p.GetOptionalCustomModifiers()));
        method.SetImplementationFlags(EmittedCode.Flags);
        method.InitLocals = false;

        ILGenerator il = method.GetILGenerator();
        CallBody.Emit(il, invoke.ReturnType, target =>
        {
            CallBody.LoadArguments(il, types.Length);
            il.Emit(OpCodes.Ldloc, target);
            il.Emit(OpCodes.Ldfld, EmittedCode.Function);
            il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, invoke.ReturnType, types, null);
        });
        return type.CreateType();
    }
}
