using System.Collections.Concurrent;
using System.Reflection;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>Looks at the delegates that an object of the framework was given.</summary>
internal static class Callbacks
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> _fields = new();

    /// <summary>Whether an object has callbacks, and all that are neither the host's nor the framework's own are the generation's.</summary>
    public static bool AreOwned(object holder, SweptGeneration gone)
    {
        bool any = false;
        foreach (FieldInfo field in FieldsOf(holder.GetType()))
        {
            if (field.GetValue(holder) is not Delegate code || code.Method.Module.Assembly == holder.GetType().Assembly)
            {
                continue; // the framework's placeholder
            }

            if (!gone.Owns(code))
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    // Not kept for types that can go: the entry would hold them.
    private static FieldInfo[] FieldsOf(Type type) => type.IsCollectible ? Find(type) : _fields.GetOrAdd(type, Find);

    private static FieldInfo[] Find(Type type)
    {
        List<FieldInfo> found = [];
        for (Type? part = type; part is not null; part = part.BaseType)
        {
            found.AddRange(part
                .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(f => f.FieldType == typeof(object) || f.FieldType.IsSubclassOf(typeof(Delegate))));
        }

        return [.. found];
    }
}
