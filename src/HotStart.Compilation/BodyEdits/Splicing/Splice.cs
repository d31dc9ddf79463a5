using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>Makes one image of two: all types of a whole image but some, and those of another.</summary>
internal static class Splice
{
    /// <param name="image">The whole image.</param>
    /// <param name="symbols">Its symbols.</param>
    /// <param name="editedImage">The image with the types that changed; the bodies of others in it count for nothing.</param>
    /// <param name="editedSymbols">Its symbols.</param>
    /// <param name="types">The full names of the types that changed.</param>
    /// <param name="files">The names, in the symbols, of the files that changed.</param>
    /// <returns><see langword="null"/> where they do not fit together.</returns>
    public static SplicedImage? Run(
        byte[] image, byte[] symbols, byte[] editedImage, byte[] editedSymbols, IReadOnlySet<string> types, IReadOnlySet<string> files)
    {
        try
        {
            using ImageSide whole = new(image, symbols);
            using ImageSide edited = new(editedImage, editedSymbols);
            return Run(whole, edited, TypeChoice.Make(whole, edited, types), files);
        }
        catch (Exception e) when (e is CannotSpliceException or BadImageFormatException or InvalidOperationException or ArgumentException)
        {
            return null; // the latter are what writers and readers of metadata say: the compiler then makes the image itself
        }
    }

    private static SplicedImage Run(ImageSide whole, ImageSide edited, TypeChoice choice, IReadOnlySet<string> files)
    {
        Target target = new();
        Importer fromWhole = new(whole, target), fromEdited = new(edited, target);
        (fromWhole.Other, fromEdited.Other) = (fromEdited, fromWhole);
        AssemblyCopy assembly = new(target, whole);
        Blob id = assembly.AddModule(fromWhole);
        new MemberCopy(target, choice, side => ReferenceEquals(side, whole) ? fromWhole : fromEdited).Run();
        assembly.AddRest(fromWhole);
        assembly.AddAttributes(whole, fromWhole);
        assembly.AddAttributes(edited, fromEdited);
        new SymbolsCopy(target, (whole, fromWhole), (edited, fromEdited), files).Run(choice);
        int entry = whole.Pe.PEHeaders.CorHeader!.EntryPointTokenOrRelativeVirtualAddress;
        MethodDefinitionHandle entryPoint = entry == 0 ? default : (MethodDefinitionHandle)fromWhole.Map(MetadataTokens.EntityHandle(entry));

        DebugDirectoryBuilder debug = new();
        MemoryStream pdb = WriteSymbols(target, entryPoint, whole.Pe, debug);
        return new SplicedImage(WriteImage(target, whole.Pe, whole.Metadata.MetadataVersion, entryPoint, debug, id), pdb);
    }

    private static MemoryStream WriteSymbols(Target target, MethodDefinitionHandle entryPoint, PEReader whole, DebugDirectoryBuilder debug)
    {
        byte[] hash = [];
        PortablePdbBuilder builder = new(target.Symbols, target.Metadata.GetRowCounts(), entryPoint, content => BlobContentId.FromHash(hash = Hash(content)));
        BlobBuilder bytes = new();
        BlobContentId id = builder.Serialize(bytes);
        string path = whole.ReadCodeViewDebugDirectoryData(whole.ReadDebugDirectory().First(d => d.Type == DebugDirectoryEntryType.CodeView)).Path;
        debug.AddCodeViewEntry(path, id, builder.FormatVersion);
        debug.AddPdbChecksumEntry("SHA256", [.. hash]);
        debug.AddReproducibleEntry();
        return ToStream(bytes);
    }

    private static MemoryStream WriteImage(
        Target target, PEReader whole, string version, MethodDefinitionHandle entryPoint, DebugDirectoryBuilder debug, Blob id)
    {
        PEHeader header = whole.PEHeaders.PEHeader!;
        BlobBuilder resources = new();
        DirectoryEntry resourcesAt = whole.PEHeaders.CorHeader!.ResourcesDirectory;
        if (resourcesAt.Size > 0)
        {
            resources.WriteBytes(whole.GetSectionData(resourcesAt.RelativeVirtualAddress).GetContent(0, resourcesAt.Size));
        }

        ManagedPEBuilder builder = new(
            new PEHeaderBuilder(
                whole.PEHeaders.CoffHeader.Machine, header.SectionAlignment, header.FileAlignment, header.ImageBase, header.MajorLinkerVersion, header.MinorLinkerVersion,
                header.MajorOperatingSystemVersion, header.MinorOperatingSystemVersion, header.MajorImageVersion, header.MinorImageVersion,
                header.MajorSubsystemVersion, header.MinorSubsystemVersion, header.Subsystem, header.DllCharacteristics, whole.PEHeaders.CoffHeader.Characteristics,
                header.SizeOfStackReserve, header.SizeOfStackCommit, header.SizeOfHeapReserve, header.SizeOfHeapCommit),
            new MetadataRootBuilder(target.Metadata, version),
            target.Code,
            target.Data.Count == 0 ? null : target.Data,
            resources.Count == 0 ? null : resources,
            nativeResources: null,
            debug,
            strongNameSignatureSize: 0,
            entryPoint,
            whole.PEHeaders.CorHeader.Flags,
            content => BlobContentId.FromHash(Hash(content)));
        BlobBuilder bytes = new();
        BlobContentId contentId = builder.Serialize(bytes);
        new BlobWriter(id).WriteGuid(contentId.Guid);
        return ToStream(bytes);
    }

    private static byte[] Hash(IEnumerable<Blob> content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Blob blob in content)
        {
            hash.AppendData(blob.GetBytes());
        }

        return hash.GetHashAndReset();
    }

    private static MemoryStream ToStream(BlobBuilder bytes)
    {
        MemoryStream stream = new(bytes.Count);
        bytes.WriteContentTo(stream);
        return stream;
    }
}
