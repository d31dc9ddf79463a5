using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Chains;

/// <summary>Which static field lies where. Read when the first chain needs it.</summary>
internal sealed class StaticFields
{
    private readonly Lazy<Dictionary<ulong, (ClrType Type, string Name)>> _byAddress;

    /// <param name="runtime">The runtime.</param>
    /// <param name="seen">Types met on the heap: among them are the instances of generic types, which no module lists.</param>
    public StaticFields(ClrRuntime runtime, IEnumerable<ClrType> seen) =>
        _byAddress = new Lazy<Dictionary<ulong, (ClrType Type, string Name)>>(() => Read(runtime, seen));

    public (ClrType Type, string Name)? At(ulong address) =>
        _byAddress.Value.TryGetValue(address, out (ClrType Type, string Name) field) ? field : null;

    private static Dictionary<ulong, (ClrType Type, string Name)> Read(ClrRuntime runtime, IEnumerable<ClrType> seen)
    {
        Dictionary<ulong, (ClrType Type, string Name)> fields = [];
        ClrAppDomain domain = runtime.AppDomains[0];
        foreach (ClrType type in runtime.EnumerateModules().SelectMany(m => m.EnumerateTypesWithStaticFields()).Concat(seen.SelectMany(WithBases)))
        {
            foreach (ClrStaticField field in type.StaticFields)
            {
                if ((field.IsObjectReference || field.IsValueType) && !field.IsPrimitive && field.GetAddress(domain) is > 0 and ulong address)
                {
                    // A structure lies in a box of its own; the slot holds the box.
                    fields.TryAdd(address, (type, field.Name ?? "?"));
                }
            }
        }

        return fields;
    }

    private static IEnumerable<ClrType> WithBases(ClrType type)
    {
        for (ClrType? t = type; t is not null; t = t.BaseType)
        {
            if (t.Name?.Contains('<', StringComparison.Ordinal) == true)
            {
                yield return t;
            }
        }
    }
}
