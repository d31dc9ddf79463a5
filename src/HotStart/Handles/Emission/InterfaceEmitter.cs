using System.Reflection;
using System.Reflection.Emit;

namespace HotStart.Handles.Emission;

/// <summary>Emits the proxy class of a contract: every member enters the gate and runs on the generation's object.</summary>
internal sealed class InterfaceEmitter
{
    public const string ResolveName = "Resolve";

    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly TypeBuilder _type;
    private readonly List<MethodInfo> _resolved = [];
    private readonly List<EventInfo> _events = [];

    private InterfaceEmitter(Type contract)
    {
        _type = DynamicCode.DefineHandle(contract);
        _type.AddInterfaceImplementation(contract);
        foreach (Type part in (Type[])[contract, .. contract.GetInterfaces()])
        {
            EmitMembers(part);
        }

        EmitResolve();
        if (_events.Count > 0)
        {
            _type.SetParent(typeof(EventHandle));
            EventEmitter.EmitChange(_type, _events);
        }
    }

    /// <param name="contract">The interface.</param>
    /// <param name="resolved">The members whose entry points <c>Resolve</c> gives, in its order.</param>
    public static Type Emit(Type contract, out MethodInfo[] resolved)
    {
        InterfaceEmitter emitter = new(contract);
        resolved = [.. emitter._resolved];
        return emitter._type.CreateType();
    }

    private void EmitMembers(Type part)
    {
        HashSet<MethodInfo> accessors = [];
        foreach (EventInfo declared in part.GetEvents(Declared))
        {
            MethodInfo? add = declared.GetAddMethod(nonPublic: true);
            MethodInfo? remove = declared.GetRemoveMethod(nonPublic: true);
            if (add is null || remove is null || !IsOpen(add))
            {
                continue;
            }

            EventEmitter.EmitAccessor(_type, Override(add), _events.Count, add: true);
            EventEmitter.EmitAccessor(_type, Override(remove), _events.Count, add: false);
            accessors.Add(add);
            accessors.Add(remove);
            _events.Add(declared);
        }

        foreach (MethodInfo method in part.GetMethods(Declared))
        {
            if (IsOpen(method) && !accessors.Contains(method))
            {
                EmitForward(method);
            }
        }
    }

    /// <summary>Final ones are an interface's own implementation of a base's member: the object's dispatch finds those.</summary>
    private static bool IsOpen(MethodInfo method) => method is { IsVirtual: true, IsFinal: false, IsPrivate: false };

    private void EmitForward(MethodInfo method)
    {
        MethodBuilder builder = Override(method);
        builder.SetImplementationFlags(EmittedCode.Flags);
        builder.InitLocals = false;
        ILGenerator il = builder.GetILGenerator();
        ParameterInfo[] parameters = method.GetParameters();
        if (method.IsGenericMethodDefinition)
        {
            Type[] own = builder.GetGenericArguments();
            CallBody.Emit(il, GenericParameters.Replace(method.ReturnType, own), target =>
            {
                il.Emit(OpCodes.Ldloc, target);
                il.Emit(OpCodes.Ldfld, EmittedCode.Instance);
                CallBody.LoadArguments(il, parameters.Length);
                il.Emit(OpCodes.Callvirt, method.MakeGenericMethod(own));
            });
            return;
        }

        int index = _resolved.Count;
        _resolved.Add(method);
        CallBody.Emit(il, method.ReturnType, target =>
        {
            il.Emit(OpCodes.Ldloc, target);
            il.Emit(OpCodes.Ldfld, EmittedCode.Instance);
            CallBody.LoadArguments(il, parameters.Length);
            il.Emit(OpCodes.Ldloc, target);
            il.Emit(OpCodes.Ldfld, EmittedCode.Functions);
            il.Emit(OpCodes.Call, EmittedCode.ArrayData);
            il.Emit(OpCodes.Ldc_I4, index * IntPtr.Size);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldind_I);
            il.EmitCalli(
                OpCodes.Calli,
                CallingConventions.HasThis,
                method.ReturnType,
                Array.ConvertAll(parameters, p => p.ParameterType),
                null);
        });
    }

    private MethodBuilder Override(MethodInfo method)
    {
        MethodBuilder builder = _type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot);
        Type[] own = method.IsGenericMethodDefinition ? GenericParameters.Copy(method, builder) : [];
        ParameterInfo[] parameters = method.GetParameters();
        builder.SetSignature(
            GenericParameters.Replace(method.ReturnType, own),
            method.ReturnParameter.GetRequiredCustomModifiers(),
            method.ReturnParameter.GetOptionalCustomModifiers(),
            Array.ConvertAll(parameters, p => GenericParameters.Replace(p.ParameterType, own)),
            Array.ConvertAll(parameters, p => p.GetRequiredCustomModifiers()),
            Array.ConvertAll(parameters, p => p.GetOptionalCustomModifiers()));
        _type.DefineMethodOverride(builder, method);
        return builder;
    }

    /// <summary>Emits <c>nint[] Resolve(object instance)</c>: the entry point of each member on that object.</summary>
    private void EmitResolve()
    {
        ILGenerator il = _type.DefineMethod(
            ResolveName, MethodAttributes.Public | MethodAttributes.Static, typeof(nint[]), [typeof(object)]).GetILGenerator();
        il.Emit(OpCodes.Ldc_I4, _resolved.Count);
        il.Emit(OpCodes.Newarr, typeof(nint));
        for (int i = 0; i < _resolved.Count; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldvirtftn, _resolved[i]);
            il.Emit(OpCodes.Stelem_I);
        }

        il.Emit(OpCodes.Ret);
    }
}
