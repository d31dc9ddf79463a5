using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>The types of an assembly as the host has loaded it. Read once per assembly; immutable.</summary>
internal sealed class HostContract
{
    private static readonly ConcurrentDictionary<Assembly, HostContract> Known = new();
    private readonly FrozenDictionary<string, HostType> _types;
    private readonly FrozenSet<string> _forwarded;

    private HostContract(MetadataReader metadata)
    {
        Dictionary<string, HostType> types = new(StringComparer.Ordinal);
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            types.TryAdd(new SignatureText(metadata).TypeName(handle), Read(metadata, metadata.GetTypeDefinition(handle)));
        }

        _types = types.ToFrozenDictionary(StringComparer.Ordinal);
        _forwarded = metadata.ExportedTypes.Select(h => metadata.GetExportedType(h))
            .Select(t => t.Namespace.IsNil ? metadata.GetString(t.Name) : $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}")
            .ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The contract of a shared assembly, or null where the host's copy has no metadata to read.</summary>
    public static unsafe HostContract? Of(string name, SharedAssemblies shared)
    {
        // The loaded copy, not the file: that can have been built again since.
        if (shared.Load(new AssemblyName(name)) is not { IsCollectible: false } assembly)
        {
            return null;
        }

        if (Known.TryGetValue(assembly, out HostContract? known))
        {
            return known;
        }

        return assembly.TryGetRawMetadata(out byte* blob, out int length)
            ? Known.GetOrAdd(assembly, new HostContract(new MetadataReader(blob, length)))
            : null;
    }

    /// <summary>Whether the host has what a plugin was built against. Where that cannot be told it counts as there.</summary>
    public bool Has(SharedUse use)
    {
        string outermost = use.Type.Split('/')[0];
        if (!_types.TryGetValue(use.Type, out HostType? type))
        {
            return _forwarded.Contains(outermost);
        }

        return use.Member is null || HasMember(type, $"{use.Member}|{use.Signature}", use.Member);
    }

    /// <summary>The members of an interface that a class lacks.</summary>
    public IEnumerable<string> Lacking(Implementation implementation)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<string> open = new([implementation.Interface]);
        while (open.TryDequeue(out string? name))
        {
            if (!seen.Add(name) || !_types.TryGetValue(name, out HostType? type))
            {
                continue;
            }

            foreach (RequiredMember member in type.Required)
            {
                if (!implementation.Methods.Contains(type.IsGeneric ? member.Loose : member.Exact))
                {
                    yield return $"{name}.{member.Shown}";
                }
            }

            foreach (string extended in type.Interfaces)
            {
                open.Enqueue(extended);
            }
        }
    }

    private bool HasMember(HostType? type, string key, string name)
    {
        for (int depth = 0; type is not null && depth < 64; depth++)
        {
            if (type.Members.Contains(key))
            {
                return true;
            }

            if (!type.BaseIsHere)
            {
                return type.Base switch
                {
                    null => false,
                    "System.Object" => name is "ToString" or "Equals" or "GetHashCode" or "GetType" or "MemberwiseClone" or "Finalize",
                    _ => true,
                };
            }

            type = _types.GetValueOrDefault(type.Base!);
        }

        return true;
    }

    private static HostType Read(MetadataReader metadata, TypeDefinition type)
    {
        SignatureText text = new(metadata);
        HashSet<string> members = new(StringComparer.Ordinal);
        ImmutableArray<RequiredMember>.Builder required = ImmutableArray.CreateBuilder<RequiredMember>();
        bool isInterface = (type.Attributes & TypeAttributes.Interface) != 0;
        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            string name = metadata.GetString(method.Name);
            MethodText signature = new SignatureText(metadata).Method(method.Signature);
            members.Add(MethodKeys.Exact(name, signature));
            if (isInterface && (method.Attributes & MethodAttributes.Abstract) != 0)
            {
                required.Add(new RequiredMember(
                    MethodKeys.Exact(name, signature), MethodKeys.Loose(name, signature), MethodKeys.Shown(name, signature)));
            }
        }

        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = metadata.GetFieldDefinition(handle);
            members.Add($"{metadata.GetString(field.Name)}|{text.Field(field.Signature)}");
        }

        EntityHandle parent = type.BaseType.IsNil ? default : text.Definition(type.BaseType);
        return new HostType(
            members.ToFrozenSet(StringComparer.Ordinal),
            parent.IsNil ? null : text.TypeName(parent),
            !parent.IsNil && parent.Kind == HandleKind.TypeDefinition,
            type.GetGenericParameters().Count > 0,
            required.ToImmutable(),
            [.. type.GetInterfaceImplementations()
                .Select(i => text.Definition(metadata.GetInterfaceImplementation(i).Interface))
                .Where(h => h.Kind == HandleKind.TypeDefinition)
                .Select(h => text.TypeName(h))]);
    }
}
