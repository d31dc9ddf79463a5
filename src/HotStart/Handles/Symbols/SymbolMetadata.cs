using System.Reflection;
using System.Reflection.Metadata;
using Kind = System.Reflection.Metadata.HandleKind;

namespace HotStart.Handles.Symbols;

/// <summary>Names in an assembly's metadata, read without loading a type.</summary>
/// <remarks>The memory belongs to the loaded assembly: whoever holds this must hold the assembly too.</remarks>
internal sealed class SymbolMetadata
{
    private readonly MetadataReader _reader;
    private Dictionary<string, List<EntityHandle>>? _aliases;

    public unsafe SymbolMetadata(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out byte* blob, out int length))
        {
            throw new HotStartException($"'{assembly.GetName().Name}' has no metadata to read symbols from: it was not loaded from a file.");
        }

        _reader = new MetadataReader(blob, length, MetadataReaderOptions.None);
    }

    public string NameOf(PropertyDefinitionHandle property) =>
        _reader.GetString(_reader.GetPropertyDefinition(property).Name);

    public MethodDefinitionHandle AccessorOf(PropertyDefinitionHandle property)
    {
        PropertyAccessors accessors = _reader.GetPropertyDefinition(property).GetAccessors();
        return IsPublicStatic(accessors.Getter) ? accessors.Getter : accessors.Setter;
    }

    public bool References(string assemblyName)
    {
        foreach (AssemblyReferenceHandle handle in _reader.AssemblyReferences)
        {
            if (_reader.StringComparer.Equals(_reader.GetAssemblyReference(handle).Name, assemblyName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What carries <c>[Export("name")]</c>.</summary>
    public List<EntityHandle> FindAlias(string name)
    {
        _aliases ??= ExportAliases.Read(_reader, this);
        return _aliases.TryGetValue(name, out List<EntityHandle>? found) ? found : [];
    }

    /// <summary>Members called <c>Member</c>, <c>Type.Member</c> or <c>Name.Space.Type.Member</c>.</summary>
    public List<EntityHandle> FindMembers(string name)
    {
        int dot = name.LastIndexOf('.');
        string? type = dot < 0 ? null : name[..dot];
        string member = name[(dot + 1)..];
        List<EntityHandle> found = [];
        List<EntityHandle> exact = [];
        List<EntityHandle> here = [];
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            TypeDefinition definition = _reader.GetTypeDefinition(handle);
            if (!IsExported(definition))
            {
                continue;
            }

            here.Clear();
            AddMembers(definition, member, here);
            if (here.Count == 0)
            {
                continue;
            }

            Fit fit = type is null ? Fit.End : FitOf(FullName(definition), type);
            (fit switch { Fit.Whole => exact, Fit.End => found, _ => null })?.AddRange(here);
        }

        return exact.Count > 0 ? exact : found;
    }

    /// <summary>Classes of that name that may implement a contract.</summary>
    public List<EntityHandle> FindClasses(string name)
    {
        List<EntityHandle> found = [];
        List<EntityHandle> exact = [];
        foreach (TypeDefinitionHandle handle in ClassesWithInterfaces())
        {
            Fit fit = FitOf(FullName(_reader.GetTypeDefinition(handle)), name);
            (fit switch { Fit.Whole => exact, Fit.End => found, _ => null })?.Add(handle);
        }

        return exact.Count > 0 ? exact : found;
    }

    public IEnumerable<EntityHandle> AllMembers()
    {
        List<EntityHandle> all = [];
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            TypeDefinition definition = _reader.GetTypeDefinition(handle);
            if (IsExported(definition))
            {
                AddMembers(definition, null, all);
            }
        }

        return all;
    }

    /// <summary>Exported classes that can be made and that implement something, themselves or through a base class.</summary>
    public IEnumerable<TypeDefinitionHandle> ClassesWithInterfaces()
    {
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            TypeDefinition definition = _reader.GetTypeDefinition(handle);
            if ((definition.Attributes & TypeAttributes.Abstract) == 0
                && (definition.GetInterfaceImplementations().Count > 0 || !BaseIs(definition, "Object"))
                && IsExported(definition))
            {
                yield return handle;
            }
        }
    }

    public bool IsExportedMember(EntityHandle member) => member.Kind switch
    {
        Kind.TypeDefinition => IsExported(_reader.GetTypeDefinition((TypeDefinitionHandle)member)),
        Kind.MethodDefinition => IsPublicStatic((MethodDefinitionHandle)member)
            && IsExported(_reader.GetTypeDefinition(_reader.GetMethodDefinition((MethodDefinitionHandle)member).GetDeclaringType())),
        Kind.FieldDefinition => IsPublicStatic(_reader.GetFieldDefinition((FieldDefinitionHandle)member))
            && IsExported(_reader.GetTypeDefinition(_reader.GetFieldDefinition((FieldDefinitionHandle)member).GetDeclaringType())),
        Kind.PropertyDefinition => IsPublicStatic(AccessorOf((PropertyDefinitionHandle)member))
            && IsExported(_reader.GetTypeDefinition(_reader.GetMethodDefinition(AccessorOf((PropertyDefinitionHandle)member)).GetDeclaringType())),
        _ => false,
    };

    private void AddMembers(TypeDefinition type, string? name, List<EntityHandle> found)
    {
        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = _reader.GetMethodDefinition(handle);
            if ((name is null || _reader.StringComparer.Equals(method.Name, name))
                && IsPublicStatic(handle)
                && (method.Attributes & MethodAttributes.SpecialName) == 0)
            {
                found.Add(handle);
            }
        }

        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = _reader.GetFieldDefinition(handle);
            if ((name is null || _reader.StringComparer.Equals(field.Name, name)) && IsPublicStatic(field))
            {
                found.Add(handle);
            }
        }

        foreach (PropertyDefinitionHandle handle in type.GetProperties())
        {
            if ((name is null || _reader.StringComparer.Equals(_reader.GetPropertyDefinition(handle).Name, name))
                && IsPublicStatic(AccessorOf(handle)))
            {
                found.Add(handle);
            }
        }
    }

    private bool IsExported(TypeDefinition type)
    {
        if ((type.Attributes & TypeAttributes.Interface) != 0
            || type.GetGenericParameters().Count > 0
            || BaseIs(type, "ValueType")
            || BaseIs(type, "Enum"))
        {
            return false;
        }

        TypeAttributes visibility = type.Attributes & TypeAttributes.VisibilityMask;
        return visibility == TypeAttributes.Public
            || (visibility == TypeAttributes.NestedPublic && IsReachable(type.GetDeclaringType()));
    }

    /// <summary>A nested class may stand in a public type of any sort.</summary>
    private bool IsReachable(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        TypeAttributes visibility = type.Attributes & TypeAttributes.VisibilityMask;
        return visibility == TypeAttributes.Public
            || (visibility == TypeAttributes.NestedPublic && IsReachable(type.GetDeclaringType()));
    }

    private bool BaseIs(TypeDefinition type, string name)
    {
        if (type.BaseType.Kind != Kind.TypeReference)
        {
            return false;
        }

        TypeReference reference = _reader.GetTypeReference((TypeReferenceHandle)type.BaseType);
        return _reader.StringComparer.Equals(reference.Name, name) && _reader.StringComparer.Equals(reference.Namespace, "System");
    }

    private bool IsPublicStatic(MethodDefinitionHandle handle)
    {
        const MethodAttributes Wanted = MethodAttributes.Public | MethodAttributes.Static;
        return !handle.IsNil
            && (_reader.GetMethodDefinition(handle).Attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.Static)) == Wanted;
    }

    private static bool IsPublicStatic(FieldDefinition field)
    {
        const FieldAttributes Wanted = FieldAttributes.Public | FieldAttributes.Static;
        return (field.Attributes & (FieldAttributes.FieldAccessMask | FieldAttributes.Static)) == Wanted;
    }

    private string FullName(TypeDefinition type)
    {
        string name = _reader.GetString(type.Name);
        if (type.IsNested)
        {
            return $"{FullName(_reader.GetTypeDefinition(type.GetDeclaringType()))}.{name}";
        }

        return type.Namespace.IsNil ? name : $"{_reader.GetString(type.Namespace)}.{name}";
    }

    private static Fit FitOf(string fullName, string name) =>
        fullName == name ? Fit.Whole
        : fullName.Length > name.Length
            && fullName[fullName.Length - name.Length - 1] == '.'
            && fullName.EndsWith(name, StringComparison.Ordinal) ? Fit.End
        : Fit.None;

    private enum Fit
    {
        None,
        End,
        Whole,
    }
}
