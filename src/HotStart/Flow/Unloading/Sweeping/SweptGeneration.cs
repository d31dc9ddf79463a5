using System.Reflection;
using System.Runtime.Loader;

namespace HotStart.Flow.Unloading.Sweeping;

/// <summary>Tells what belongs to the one generation that is being swept. Keep it no longer than the sweep.</summary>
/// <param name="context">Its load context.</param>
/// <param name="hostServices">The services of the host that it could reach, or null.</param>
internal sealed class SweptGeneration(AssemblyLoadContext context, IServiceProvider? hostServices = null)
{
    private Assembly? _lastOwn;

    public AssemblyLoadContext Context { get; } = context;

    public IServiceProvider? HostServices { get; } = hostServices;

    /// <summary>Whether a type is the generation's, or made of one that is: <c>Foo[]</c>, <c>List&lt;Foo&gt;</c>.</summary>
    public bool Owns(Type? type)
    {
        // Most of what is asked for belongs to the host: this one look decides it.
        if (type is not { IsCollectible: true })
        {
            return false;
        }

        while (type.HasElementType)
        {
            type = type.GetElementType()!;
        }

        return Owns(type.Assembly) || (type.IsConstructedGenericType && Array.Exists(type.GetGenericArguments(), Owns));
    }

    public bool Owns(Assembly assembly)
    {
        if (assembly == _lastOwn)
        {
            return true;
        }

        if (!assembly.IsCollectible || AssemblyLoadContext.GetLoadContext(assembly) != Context)
        {
            return false;
        }

        _lastOwn = assembly;
        return true;
    }

    /// <summary>Whether any part of a delegate runs the generation's code.</summary>
    public bool Owns(Delegate? code)
    {
        if (code is null)
        {
            return false;
        }

        if (code.HasSingleTarget)
        {
            return code.Target is { } target && target.GetType().IsCollectible
                ? Owns(target.GetType())
                : Owns(code.Method.Module.Assembly) || Owns(code.Method.DeclaringType);
        }

        return Array.Exists(code.GetInvocationList(), Owns);
    }

    /// <summary>Whether a key of a cache is the generation's: a type, a member, an assembly, a delegate, or an object of its.</summary>
    public bool OwnsKey(object? key) => key switch
    {
        null or string => false,
        Type type => Owns(type),
        Assembly assembly => Owns(assembly),
        MemberInfo member => Owns(member.Module.Assembly) || Owns(member.DeclaringType) || Owns(member.ReflectedType),
        Delegate code => Owns(code),
        WeakReference weak => OwnsKey(weak.Target),
        _ => Owns(key.GetType()),
    };
}
