using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>Opens files that should be assemblies and puts what is wrong with them into words.</summary>
internal static class ImageReader
{
    private const long LargestImage = 1L << 29;

    /// <summary>Reads a file once: the image, and whatever else <paramref name="more"/> takes from its metadata.</summary>
    /// <param name="file">The file.</param>
    /// <param name="more">Takes the rest; whatever it throws counts as damage of the file.</param>
    /// <param name="extra">What it took.</param>
    /// <param name="shownAs">What reasons call the file; null for its path.</param>
    public static ImageReading Read<T>(
        string file, Func<PEReader, MetadataReader, AssemblyImage, T> more, out T? extra, string? shownAs = null)
    {
        string path = shownAs ?? file;
        extra = default;
        byte[] bytes;
        try
        {
            if (Directory.Exists(file))
            {
                return Refuse(ReasonCodes.Unreadable, path, "is a folder where a DLL was expected. Name the DLL in it.");
            }

            using FileStream stream = new(LinuxFile.OpenToLook(file), FileAccess.Read, bufferSize: 0);
            if (!stream.CanSeek)
            {
                return Refuse(ReasonCodes.NotAPeFile, path, "is a pipe or device where a DLL was expected.");
            }

            if (stream.Length > LargestImage)
            {
                return Refuse(ReasonCodes.NotAPeFile, path, $"is {stream.Length} bytes long; the limit for an assembly is {LargestImage}.");
            }

            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (FileNotFoundException)
        {
            return Refuse(ReasonCodes.ArtifactNotFound, path, "does not exist.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(ReasonCodes.Unreadable, path, $"could not be read: {e.Message} Make it readable for the account that the host runs under.");
        }

        return Read(path, bytes, more, out extra);
    }

    /// <summary>The same for bytes that are no file of their own.</summary>
    public static ImageReading Read<T>(
        string path, byte[] bytes, Func<PEReader, MetadataReader, AssemblyImage, T> more, out T? extra)
    {
        extra = default;
        if (NotPortable(path, bytes) is { } notPortable)
        {
            return notPortable;
        }

        string stage = "headers";
        try
        {
            using PEReader pe = new(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
            if (CutShort(path, pe.PEHeaders, bytes.Length) is { } cut)
            {
                return cut;
            }

            if (!pe.HasMetadata)
            {
                return Refuse(ReasonCodes.NotManaged, path, "is a native Windows library, not a .NET assembly. Point to the plugin's own DLL.");
            }

            stage = "metadata";
            MetadataReader metadata = pe.GetMetadataReader();
            if (!metadata.IsAssembly)
            {
                return Refuse(ReasonCodes.DamagedAssembly, path, "is a .NET module without an assembly manifest. Build it as a library.");
            }

            AssemblyImage image = ImageFields.Read(path, pe, metadata);
            extra = more(pe, metadata, image);
            return new ImageReading(image, []);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The bytes may be anything, and the metadata reader answers broken ones with many types of exception.
            string code = stage == "headers" ? ReasonCodes.NotAPeFile : ReasonCodes.DamagedAssembly;
            return Refuse(code, path, $"is damaged: its {stage} cannot be read ({e.Message.TrimEnd('.')}). Build or copy it again.");
        }
    }

    private static ImageReading? NotPortable(string path, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return Refuse(ReasonCodes.NotAPeFile, path, "is empty (0 bytes). Build or copy it again.");
        }

        if (NativeFile.Describe(bytes) is { } native)
        {
            return Refuse(ReasonCodes.NotManaged, path, $"is {native}, not a .NET assembly. Point to the plugin's own DLL.");
        }

        return bytes is [(byte)'M', (byte)'Z', ..] && bytes.Length >= 64
            ? null
            : Refuse(ReasonCodes.NotAPeFile, path, $"is not a portable executable: it has {bytes.Length} bytes and does not begin as a DLL does. Build or copy it again.");
    }

    private static ImageReading? CutShort(string path, PEHeaders headers, long length)
    {
        long promised = headers.PEHeader?.SizeOfHeaders ?? 0;
        foreach (SectionHeader section in headers.SectionHeaders)
        {
            if (section.SizeOfRawData < 0 || section.PointerToRawData < 0)
            {
                return Refuse(ReasonCodes.NotAPeFile, path, $"is damaged: section '{section.Name}' has a negative size or place. Build or copy it again.");
            }

            promised = Math.Max(promised, (long)section.PointerToRawData + section.SizeOfRawData);
        }

        return promised <= length
            ? null
            : Refuse(ReasonCodes.NotAPeFile, path, $"is cut short: its headers promise {promised} bytes, {length} are there. Copy it again.");
    }

    private static ImageReading Refuse(string code, string path, string what) =>
        new(null, [new Reason(code, $"'{path}' {what}", path)]);
}
