using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HotStart.Flow.Candidates;

/// <summary>Takes the fields of an <see cref="AssemblyImage"/> from metadata.</summary>
internal static class ImageFields
{
    private const string Abstractions = "HotStart.Abstractions";

    public static AssemblyImage Read(string path, PEReader pe, MetadataReader metadata)
    {
        AssemblyDefinition definition = metadata.GetAssemblyDefinition();
        string name = metadata.GetString(definition.Name);
        if (name.Length == 0)
        {
            throw new BadImageFormatException("The assembly has no name");
        }

        ImmutableArray<AssemblyReferenceName>.Builder references = ImmutableArray.CreateBuilder<AssemblyReferenceName>(metadata.AssemblyReferences.Count);
        foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
        {
            AssemblyReference reference = metadata.GetAssemblyReference(handle);
            references.Add(new AssemblyReferenceName(metadata.GetString(reference.Name), reference.Version));
        }

        AssemblyImage image = new()
        {
            File = path,
            Name = name,
            Version = definition.Version,
            Mvid = metadata.GetGuid(metadata.GetModuleDefinition().Mvid),
            Machine = pe.PEHeaders.CoffHeader.Machine,
            CorFlags = pe.PEHeaders.CorHeader!.Flags,
            References = references.DrainToImmutable(),
            RefersToAbstractions = false,
            PdbId = PdbId(pe),
        };
        image = image with { RefersToAbstractions = image.References.Any(r => r.Name.Equals(Abstractions, StringComparison.OrdinalIgnoreCase)) };
        foreach (CustomAttributeHandle handle in definition.GetCustomAttributes())
        {
            image = WithAttribute(image, metadata, metadata.GetCustomAttribute(handle));
        }

        return image;
    }

    private static AssemblyImage WithAttribute(AssemblyImage image, MetadataReader metadata, CustomAttribute attribute)
    {
        string[] Texts(int count) => AttributeTexts(metadata.GetBlobReader(attribute.Value), count);
        switch (AttributeType(metadata, attribute))
        {
            case "System.Runtime.Versioning.TargetFrameworkAttribute":
                return image with { TargetFramework = Texts(1)[0] };
            case "System.Reflection.AssemblyInformationalVersionAttribute":
                return image with { InformationalVersion = Texts(1)[0] };
            case "System.Runtime.CompilerServices.ReferenceAssemblyAttribute":
                return image with { IsReferenceOnly = true };
            case "HotStart.SharedAssemblyAttribute":
                return image with { IsMarkedShared = true };
            case "HotStart.PluginAttribute":
                string[] texts = Texts(2);
                return image with { PluginId = texts[0], PluginVersion = texts[1] is { Length: > 0 } v ? v : null };
            default:
                return image;
        }
    }

    private static string[] AttributeTexts(BlobReader blob, int count)
    {
        if (blob.ReadUInt16() != 1)
        {
            throw new BadImageFormatException("An attribute does not begin with 1");
        }

        string[] texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            texts[i] = blob.ReadSerializedString() ?? "";
        }

        return texts;
    }

    private static string AttributeType(MetadataReader metadata, CustomAttribute attribute)
    {
        EntityHandle type = attribute.Constructor.Kind switch
        {
            HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
            HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType(),
            _ => default,
        };
        return type.Kind is HandleKind.TypeReference or HandleKind.TypeDefinition && !type.IsNil
            ? new SignatureText(metadata).TypeName(type)
            : "";
    }

    private static Guid? PdbId(PEReader pe)
    {
        foreach (DebugDirectoryEntry entry in pe.ReadDebugDirectory())
        {
            if (entry.Type == DebugDirectoryEntryType.CodeView && entry.DataSize > 0)
            {
                return pe.ReadCodeViewDebugDirectoryData(entry).Guid;
            }
        }

        return null;
    }
}
