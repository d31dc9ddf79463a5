using System.Collections.Immutable;
using System.Reflection.Metadata;
using HotStart.Flow.Candidates;

namespace HotStart.Packages.Compatibility;

/// <summary>Reads the names that <see cref="ExportAttribute"/> gives.</summary>
internal static class ExportNames
{
    public static ImmutableArray<string> Read(MetadataReader metadata, CustomAttributeHandleCollection attributes)
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        foreach (CustomAttributeHandle handle in attributes)
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
                && new SignatureText(metadata).TypeName(type) == typeof(ExportAttribute).FullName)
            {
                BlobReader blob = metadata.GetBlobReader(attribute.Value);
                if (blob.ReadUInt16() == 1 && blob.ReadSerializedString() is { } name)
                {
                    names.Add(name);
                }
            }
        }

        return names.ToImmutable();
    }
}
