using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>
/// Goes once through all names, signatures and method bodies of an assembly, so that damage is found now and not by
/// the call that first needs the damaged part.
/// </summary>
internal static class MetadataWalk
{
    /// <exception cref="BadImageFormatException">Something is damaged; other exceptions of the metadata reader mean the same.</exception>
    public static void Run(PEReader pe, MetadataReader metadata)
    {
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            _ = new SignatureText(metadata).TypeName(handle);
        }

        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            Type(pe, metadata, handle);
        }

        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            Name(metadata, member.Name);
            _ = member.GetKind() == MemberReferenceKind.Field
                ? new SignatureText(metadata).Field(member.Signature)
                : new SignatureText(metadata).Method(member.Signature).Result;
            Known(metadata, member.Parent);
        }

        for (int row = 1; row <= metadata.GetTableRowCount(TableIndex.TypeSpec); row++)
        {
            _ = new SignatureText(metadata).TypeName(MetadataTokens.TypeSpecificationHandle(row));
        }

        foreach (CustomAttributeHandle handle in metadata.CustomAttributes)
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            Known(metadata, attribute.Parent);
            Known(metadata, attribute.Constructor);
            _ = metadata.GetBlobReader(attribute.Value);
        }

        foreach (ManifestResourceHandle handle in metadata.ManifestResources)
        {
            Name(metadata, metadata.GetManifestResource(handle).Name);
        }
    }

    private static void Type(PEReader pe, MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        SignatureText text = new(metadata);
        _ = text.TypeName(handle);
        if (!type.BaseType.IsNil)
        {
            _ = text.TypeName(type.BaseType);
        }

        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            _ = text.TypeName(metadata.GetInterfaceImplementation(implementation).Interface);
        }

        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            FieldDefinition definition = metadata.GetFieldDefinition(field);
            Name(metadata, definition.Name);
            _ = new SignatureText(metadata).Field(definition.Signature);
        }

        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            MethodDefinition definition = metadata.GetMethodDefinition(method);
            Name(metadata, definition.Name);
            _ = new SignatureText(metadata).Method(definition.Signature);
            if (definition.RelativeVirtualAddress != 0
                && (definition.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL)
            {
                BodyWalk.Run(metadata, pe.GetMethodBody(definition.RelativeVirtualAddress));
            }
        }
    }

    private static void Name(MetadataReader metadata, StringHandle name)
    {
        if (metadata.GetString(name).Length == 0)
        {
            throw new BadImageFormatException("Something in it has no name");
        }
    }

    public static void Known(MetadataReader metadata, EntityHandle handle)
    {
        int row = metadata.GetRowNumber(handle);
        if (!MetadataTokens.TryGetTableIndex(handle.Kind, out TableIndex table)
            || row < 1 || row > metadata.GetTableRowCount(table))
        {
            throw new BadImageFormatException($"It refers to a {handle.Kind} that does not exist");
        }
    }
}
