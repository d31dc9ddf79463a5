using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>Finds what an assembly uses of others that are not the framework's.</summary>
internal sealed class UseReader(MetadataReader metadata)
{
    private const int DeepestNesting = 64;

    public ImmutableArray<SharedUse> Uses()
    {
        ImmutableArray<SharedUse>.Builder uses = ImmutableArray.CreateBuilder<SharedUse>();
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            if (AssemblyOf(handle) is { } assembly)
            {
                uses.Add(new SharedUse(assembly, new SignatureText(metadata).TypeName(handle)));
            }
        }

        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind is not (HandleKind.TypeReference or HandleKind.TypeSpecification))
            {
                continue;
            }

            SignatureText text = new(metadata);
            EntityHandle type = text.Definition(member.Parent);
            if (type.Kind == HandleKind.TypeReference && AssemblyOf((TypeReferenceHandle)type) is { } assembly)
            {
                string signature = member.GetKind() == MemberReferenceKind.Field
                    ? text.Field(member.Signature)
                    : text.Method(member.Signature).ToString();
                uses.Add(new SharedUse(assembly, text.TypeName(type), metadata.GetString(member.Name), signature));
            }
        }

        return uses.DrainToImmutable();
    }

    public ImmutableArray<Implementation> Implementations()
    {
        ImmutableArray<Implementation>.Builder found = ImmutableArray.CreateBuilder<Implementation>();
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            if ((type.Attributes & TypeAttributes.Interface) != 0)
            {
                continue;
            }

            (ImmutableHashSet<string> Methods, bool MayInherit)? own = null;
            foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
            {
                SignatureText text = new(metadata);
                EntityHandle contract = text.Definition(metadata.GetInterfaceImplementation(implementation).Interface);
                if (contract.Kind == HandleKind.TypeReference && AssemblyOf((TypeReferenceHandle)contract) is { } assembly)
                {
                    own ??= Methods(handle);
                    found.Add(new Implementation(
                        text.TypeName(handle), assembly, text.TypeName(contract), own.Value.Methods, own.Value.MayInherit));
                }
            }
        }

        return found.DrainToImmutable();
    }

    private (ImmutableHashSet<string> Methods, bool MayInherit) Methods(TypeDefinitionHandle start)
    {
        ImmutableHashSet<string>.Builder keys = ImmutableHashSet.CreateBuilder<string>();
        EntityHandle current = start;
        for (int depth = 0; depth < DeepestNesting; depth++)
        {
            if (current.Kind != HandleKind.TypeDefinition)
            {
                return (keys.ToImmutable(), MayInherit: !current.IsNil
                    && new SignatureText(metadata).TypeName(current) is not ("System.Object" or "System.ValueType" or "System.Enum"));
            }

            TypeDefinition type = metadata.GetTypeDefinition((TypeDefinitionHandle)current);
            foreach (MethodDefinitionHandle handle in type.GetMethods())
            {
                MethodDefinition method = metadata.GetMethodDefinition(handle);
                Add(keys, method.Name, method.Signature);
            }

            foreach (MethodImplementationHandle handle in type.GetMethodImplementations())
            {
                EntityHandle declared = metadata.GetMethodImplementation(handle).MethodDeclaration;
                if (declared.Kind == HandleKind.MemberReference)
                {
                    MemberReference member = metadata.GetMemberReference((MemberReferenceHandle)declared);
                    Add(keys, member.Name, member.Signature);
                }
            }

            current = type.BaseType.IsNil ? default : new SignatureText(metadata).Definition(type.BaseType);
            if (current.IsNil)
            {
                return (keys.ToImmutable(), MayInherit: false);
            }
        }

        return (keys.ToImmutable(), MayInherit: true);
    }

    private void Add(ImmutableHashSet<string>.Builder keys, StringHandle name, BlobHandle signature)
    {
        string simple = metadata.GetString(name);
        MethodText text = new SignatureText(metadata).Method(signature);
        keys.Add(MethodKeys.Exact(simple, text));
        keys.Add(MethodKeys.Loose(simple, text));
    }

    private string? AssemblyOf(TypeReferenceHandle handle)
    {
        for (int depth = 0; depth < DeepestNesting; depth++)
        {
            EntityHandle scope = metadata.GetTypeReference(handle).ResolutionScope;
            if (scope.Kind == HandleKind.AssemblyReference)
            {
                string name = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name);
                return HostAssemblies.IsFramework(name) ? null : name;
            }

            if (scope.Kind != HandleKind.TypeReference)
            {
                return null;
            }

            handle = (TypeReferenceHandle)scope;
        }

        throw new BadImageFormatException("Type references are nested in a circle");
    }
}
