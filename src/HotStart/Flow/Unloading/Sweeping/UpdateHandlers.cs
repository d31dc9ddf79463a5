using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace HotStart.Flow.Unloading.Sweeping;

/// <summary>
/// Clears what frameworks keep of types, through the door that hot reload uses: the static
/// <c>ClearCache(Type[]?)</c> of every <see cref="MetadataUpdateHandlerAttribute"/>.
/// </summary>
internal static class UpdateHandlers
{
    // Each asks for all types of the process when it is given none: these are left to rules that know what to look for.
    // The core library's clears what each type keeps of itself, which goes with the type anyway.
    private static readonly ImmutableArray<string> _tooBroad = ["System.Private.CoreLib", "System.ComponentModel.TypeConverter"];

    private static readonly Lock _lock = new();
    private static readonly HashSet<Assembly> _seen_NeedsLock = [];
    private static ImmutableArray<Action<Type[]?>> _handlers_NeedsLock = [];

    public static ImmutableArray<Action<Type[]?>> Find()
    {
        lock (_lock)
        {
            foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
            {
                if (!assembly.IsCollectible && !assembly.IsDynamic && _seen_NeedsLock.Add(assembly)
                    && !_tooBroad.Contains(assembly.GetName().Name ?? ""))
                {
                    _handlers_NeedsLock = _handlers_NeedsLock.AddRange(HandlersOf(assembly));
                }
            }

            return _handlers_NeedsLock;
        }
    }

    private static IEnumerable<Action<Type[]?>> HandlersOf(Assembly assembly)
    {
        foreach (MetadataUpdateHandlerAttribute handler in assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>())
        {
            MethodInfo? clear = handler.HandlerType.GetMethod(
                "ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])]);
            if (clear is not null)
            {
                yield return clear.CreateDelegate<Action<Type[]?>>();
            }
        }
    }
}
