using System.Reflection.Metadata;
using Kind = System.Reflection.Metadata.HandleKind;

namespace HotStart.Handles.Symbols;

/// <summary>Reads the <see cref="ExportAttribute"/>s of an assembly.</summary>
internal static class ExportAliases
{
    public static Dictionary<string, List<EntityHandle>> Read(MetadataReader reader, SymbolMetadata metadata)
    {
        Dictionary<string, List<EntityHandle>> aliases = new(StringComparer.Ordinal);
        if (!metadata.References("HotStart.Abstractions"))
        {
            return aliases;
        }

        foreach (CustomAttributeHandle handle in reader.CustomAttributes)
        {
            CustomAttribute attribute = reader.GetCustomAttribute(handle);
            if (!IsExport(reader, attribute) || !metadata.IsExportedMember(attribute.Parent))
            {
                continue;
            }

            BlobReader value = reader.GetBlobReader(attribute.Value);
            value.ReadUInt16(); // the prolog that every attribute value begins with
            if (value.ReadSerializedString() is { Length: > 0 } name)
            {
                if (!aliases.TryGetValue(name, out List<EntityHandle>? members))
                {
                    aliases.Add(name, members = []);
                }

                members.Add(attribute.Parent);
            }
        }

        return aliases;
    }

    private static bool IsExport(MetadataReader reader, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != Kind.MemberReference)
        {
            return false;
        }

        EntityHandle parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != Kind.TypeReference)
        {
            return false;
        }

        TypeReference type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, nameof(ExportAttribute))
            && reader.StringComparer.Equals(type.Namespace, nameof(HotStart));
    }
}
