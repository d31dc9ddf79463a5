using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using HotStart.Flow.Candidates;

namespace HotStart.Packages.Compatibility;

/// <summary>Reads the public types of an assembly from its metadata.</summary>
internal sealed class ApiReader(MetadataReader metadata)
{
    private const int DeepestNesting = 64;

    public ImmutableSortedDictionary<string, ApiType> Types()
    {
        ImmutableSortedDictionary<string, ApiType>.Builder types = ImmutableSortedDictionary.CreateBuilder<string, ApiType>(StringComparer.Ordinal);
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            if (IsVisible(type))
            {
                ApiType read = Read(handle, type);
                types[read.Name] = read;
            }
        }

        return types.ToImmutable();
    }

    private ApiType Read(TypeDefinitionHandle handle, TypeDefinition type)
    {
        ImmutableArray<string> parameters = [.. type.GetGenericParameters().Select(p => metadata.GetString(metadata.GetGenericParameter(p).Name))];
        string name = new SignatureText(metadata, friendly: true).TypeName(handle);
        string? parent = type.BaseType.IsNil ? null : Exact().TypeName(type.BaseType);
        string kind = (type.Attributes & TypeAttributes.Interface) != 0 ? "interface" : parent switch
        {
            "System.Enum" => "enum",
            "System.ValueType" => "struct",
            "System.MulticastDelegate" => "delegate",
            _ => "class",
        };
        bool isSealed = (type.Attributes & TypeAttributes.Sealed) != 0;
        return new ApiType(name, kind)
        {
            IsSealed = isSealed,
            IsAbstract = (type.Attributes & TypeAttributes.Abstract) != 0 && kind != "interface",
            Base = parent,
            Interfaces = [.. type.GetInterfaceImplementations().Select(i => Exact().TypeName(metadata.GetInterfaceImplementation(i).Interface))],
            Constraints = ApiConstraints.Read(metadata, type.GetGenericParameters()),
            Members = new MemberReader(metadata, name, kind, parameters, seesProtected: !isSealed).Read(type),
        };
    }

    private bool IsVisible(TypeDefinition type)
    {
        for (int depth = 0; depth < DeepestNesting; depth++)
        {
            switch (type.Attributes & TypeAttributes.VisibilityMask)
            {
                case TypeAttributes.Public:
                    return true;
                case TypeAttributes.NestedPublic:
                case TypeAttributes.NestedFamily:
                case TypeAttributes.NestedFamORAssem:
                    type = metadata.GetTypeDefinition(type.GetDeclaringType());
                    break;
                default:
                    return false;
            }
        }

        throw new BadImageFormatException("Types are nested in a circle");
    }

    private SignatureText Exact() => new(metadata);
}
