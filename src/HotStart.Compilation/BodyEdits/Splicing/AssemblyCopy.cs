using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>Copies what belongs to the assembly, and attributes.</summary>
internal sealed class AssemblyCopy(Target target, ImageSide whole)
{
    private MetadataBuilder To => target.Metadata;

    /// <returns>Where the id of the image goes.</returns>
    public Blob AddModule(Importer importer)
    {
        AssemblyDefinition assembly = whole.Metadata.GetAssemblyDefinition();
        ReservedBlob<GuidHandle> id = To.ReserveGuid();
        To.AddModule(0, importer.Map(whole.Metadata.GetModuleDefinition().Name), id.Handle, default, default);
        To.AddAssembly(importer.Map(assembly.Name), assembly.Version, importer.Map(assembly.Culture), importer.MapRaw(assembly.PublicKey), assembly.Flags, assembly.HashAlgorithm);
        return id.Content;
    }

    public void AddRest(Importer importer)
    {
        foreach (ExportedTypeHandle handle in whole.Metadata.ExportedTypes)
        {
            ExportedType row = whole.Metadata.GetExportedType(handle);

            // Their rows are the same as there.
            EntityHandle from = row.Implementation.Kind == HandleKind.ExportedType ? row.Implementation : importer.Map(row.Implementation);
            To.AddExportedType(row.Attributes, importer.Map(row.Namespace), importer.Map(row.Name), from, 0);
        }

        foreach (ManifestResourceHandle handle in whole.Metadata.ManifestResources)
        {
            ManifestResource row = whole.Metadata.GetManifestResource(handle);
            To.AddManifestResource(row.Attributes, importer.Map(row.Name), importer.Map(row.Implementation), (uint)row.Offset);
        }
    }

    /// <summary>Attributes and security of all that was taken from a side; those of the assembly come from the whole one.</summary>
    public void AddAttributes(ImageSide side, Importer importer)
    {
        foreach (CustomAttributeHandle handle in side.Metadata.CustomAttributes)
        {
            CustomAttribute row = side.Metadata.GetCustomAttribute(handle);
            EntityHandle parent = Parent(side, importer, row.Parent);
            if (!parent.IsNil)
            {
                To.AddCustomAttribute(parent, importer.Map(row.Constructor), importer.MapRaw(row.Value));
            }
        }

        foreach (DeclarativeSecurityAttributeHandle handle in side.Metadata.DeclarativeSecurityAttributes)
        {
            DeclarativeSecurityAttribute row = side.Metadata.GetDeclarativeSecurityAttribute(handle);
            EntityHandle parent = Parent(side, importer, row.Parent);
            if (!parent.IsNil)
            {
                To.AddDeclarativeSecurityAttribute(parent, row.Action, importer.MapRaw(row.PermissionSet));
            }
        }
    }

    private EntityHandle Parent(ImageSide side, Importer importer, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.AssemblyDefinition or HandleKind.ModuleDefinition or HandleKind.ManifestResource or HandleKind.ExportedType =>
            ReferenceEquals(side, whole) ? parent : default,
        _ => importer.Taken(parent),
    };
}
