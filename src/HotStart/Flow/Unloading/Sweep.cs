using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace HotStart.Flow.Unloading;

/// <summary>
/// Clears what frameworks keep of a generation's types, through the same door that hot reload uses: the static
/// <c>ClearCache(Type[]?)</c> of every <see cref="MetadataUpdateHandlerAttribute"/>. Further rules go beside this one.
/// </summary>
internal static class Sweep
{
    private static readonly Lock _lock = new();
    private static readonly HashSet<Assembly> _seen_NeedsLock = [];
    private static ImmutableArray<Action<Type[]?>> _handlers_NeedsLock = [];

    public static void Run()
    {
        foreach (Action<Type[]?> clear in Handlers())
        {
            // Null asks for everything: today's handlers take no notice of single types.
            clear(null);
        }
    }

    private static ImmutableArray<Action<Type[]?>> Handlers()
    {
        lock (_lock)
        {
            foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
            {
                // Not the core library's: it walks every type of the whole process (some 100 ms at first, 2 ms later)
                // to clear what each type keeps of itself, and that goes with the type anyway.
                if (!assembly.IsCollectible && !assembly.IsDynamic && assembly != typeof(object).Assembly
                    && _seen_NeedsLock.Add(assembly))
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
