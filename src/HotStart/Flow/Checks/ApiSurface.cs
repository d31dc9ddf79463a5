using System.Collections.Immutable;
using System.Reflection.Metadata;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>All that an image exports, read without loading it. Immutable.</summary>
internal sealed record ApiSurface(AssemblyImage? Image, ImmutableArray<ApiSymbol> Symbols, ImmutableArray<Reason> Reasons)
{
    /// <summary>Reads a DLL. What is wrong with it ends in <see cref="Reasons"/>.</summary>
    public static ApiSurface Read(string path)
    {
        ImageReading reading = ImageReader.Read(
            path, static (_, metadata, _) => new SymbolReader(metadata).Symbols(), out ImmutableArray<ApiSymbol> symbols);
        return new ApiSurface(reading.Image, symbols.IsDefault ? [] : symbols, reading.Reasons);
    }

    /// <summary>The same for a DLL that is no file of its own, such as one in a package.</summary>
    public static ApiSurface Read(string shownAs, byte[] bytes)
    {
        ImageReading reading = ImageReader.Read(
            shownAs, bytes, static (_, metadata, _) => new SymbolReader(metadata).Symbols(), out ImmutableArray<ApiSymbol> symbols);
        return new ApiSurface(reading.Image, symbols.IsDefault ? [] : symbols, reading.Reasons);
    }
}
