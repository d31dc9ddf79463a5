using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace HotStart.Handles.Emission;

/// <summary>The emitted handle class of a delegate type or contract, made once per type in a process.</summary>
internal sealed class EmittedHandle
{
    private static readonly ConcurrentDictionary<Type, EmittedHandle> _lasting = new();

    /// <summary>For types that can be unloaded: an entry goes with its type.</summary>
    private static readonly ConditionalWeakTable<Type, EmittedHandle> _passing = [];

    private readonly Type _class;

    private EmittedHandle(Type about)
    {
        if (about.IsInterface)
        {
            _class = InterfaceEmitter.Emit(about, out MethodInfo[] members);
            Members = members;
            Resolve = _class.GetMethod(InterfaceEmitter.ResolveName)!.CreateDelegate<Func<object, nint[]>>();
        }
        else
        {
            _class = DelegateEmitter.Emit(about);
        }
    }

    /// <summary>A contract's members, in the order of their entry points; empty for delegate types.</summary>
    public IReadOnlyList<MethodInfo> Members { get; } = [];

    /// <summary>The entry points of a contract's members on an object; null for delegate types.</summary>
    public Func<object, nint[]>? Resolve { get; }

    public static EmittedHandle For(Type about)
    {
        if (about.IsCollectible)
        {
            return _passing.GetValue(about, static t => new EmittedHandle(Checked(t)));
        }

        return _lasting.TryGetValue(about, out EmittedHandle? known)
            ? known
            : _lasting.GetOrAdd(about, new EmittedHandle(Checked(about)));
    }

    public Handle Create() => (Handle)Activator.CreateInstance(_class)!;

    private static Type Checked(Type about)
    {
        if (about.ContainsGenericParameters)
        {
            throw new ArgumentException($"'{Symbols.TypeText.Of(about)}' is an open generic type. Name its type arguments.");
        }

        if (about.IsInterface)
        {
            foreach (Type part in (Type[])[about, .. about.GetInterfaces()])
            {
                const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
                if (Array.Find(part.GetMethods(Statics), m => m.IsAbstract) is { } method)
                {
                    throw new ArgumentException(
                        $"'{Symbols.TypeText.Of(about)}' cannot be a contract: its member '{method.Name}' is static and abstract, and a version-free object has no static members. Make it an instance member.");
                }
            }

            return about;
        }

        if (about.IsSubclassOf(typeof(MulticastDelegate)))
        {
            return about;
        }

        throw new ArgumentException(
            $"'{Symbols.TypeText.Of(about)}' is neither a delegate type nor an interface: functions are looked up as a delegate type, contracts as an interface.");
    }
}
