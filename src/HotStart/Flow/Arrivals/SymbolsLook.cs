using System.Reflection.Metadata;

namespace HotStart.Flow.Arrivals;

/// <summary>Reads the id of a portable PDB.</summary>
internal static class SymbolsLook
{
    /// <summary>Null where the file is not a whole portable PDB (yet).</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Guid? IdOf(string path)
    {
        using FileStream stream = new(LinuxFile.OpenToLook(path), FileAccess.Read, bufferSize: 1);
        try
        {
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(stream);
            DebugMetadataHeader? header = provider.GetMetadataReader().DebugMetadataHeader;
            return header is { Id.Length: >= 16 } ? new Guid(header.Id.AsSpan(0, 16)) : null;
        }
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException or OutOfMemoryException))
        {
            return null;
        }
    }
}
