using System.Collections.Immutable;
using System.Reflection.PortableExecutable;

namespace HotStart.Flow.Candidates;

/// <summary>What an assembly file says about itself, read without loading it. Immutable.</summary>
internal sealed record AssemblyImage
{
    /// <summary>The file it was read from.</summary>
    public required string File { get; init; }

    /// <summary>The simple name.</summary>
    public required string Name { get; init; }

    public required Version Version { get; init; }

    public string? InformationalVersion { get; init; }

    /// <summary>The id that the compiler gave this build.</summary>
    public Guid Mvid { get; init; }

    public Machine Machine { get; init; }

    public CorFlags CorFlags { get; init; }

    /// <summary>As in <c>.NETCoreApp,Version=v10.0</c>, or null where the assembly does not say.</summary>
    public string? TargetFramework { get; init; }

    public ImmutableArray<AssemblyReferenceName> References { get; init; } = [];

    /// <summary>The id in its <see cref="PluginAttribute"/>, or null.</summary>
    public string? PluginId { get; init; }

    /// <summary>The version in its <see cref="PluginAttribute"/>, or null.</summary>
    public string? PluginVersion { get; init; }

    /// <summary>Whether it carries <see cref="SharedAssemblyAttribute"/>.</summary>
    public bool IsMarkedShared { get; init; }

    /// <summary>Whether it holds signatures without code, as compilers want for references.</summary>
    public bool IsReferenceOnly { get; init; }

    /// <summary>Whether HotStart.Abstractions is among its references.</summary>
    public bool RefersToAbstractions { get; init; }

    /// <summary>The id that its symbol file must carry, or null.</summary>
    public Guid? PdbId { get; init; }

    /// <summary>
    /// Reads a file. Whatever its content is: it gives an image or reasons and throws nothing.
    /// </summary>
    public static ImageReading Read(string path) => ImageReader.Read(path, static (_, _, _) => 0, out _);
}
