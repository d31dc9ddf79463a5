using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace HotStart.Testing;

/// <summary>What forged plugins are compiled against; read once a process.</summary>
internal static class ForgeReferences
{
    private static readonly Lazy<MetadataReference[]> _default = new(Read);

    /// <summary>The framework and HotStart.Abstractions.</summary>
    public static MetadataReference[] Default => _default.Value;

    private static MetadataReference[] Read() =>
    [
        .. Framework().Append(typeof(PluginAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>
    /// The reference assemblies of the SDK, so that a forged plugin refers to System.Runtime as a built one does; on a
    /// machine without them, the running framework itself.
    /// </summary>
    private static IEnumerable<string> Framework()
    {
        string runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
        string packs = Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
        string moniker = $"net{Environment.Version.Major}.{Environment.Version.Minor}";
        string? pack = Directory.Exists(packs)
            ? Directory.EnumerateDirectories(packs)
                .Select(version => Path.Combine(version, "ref", moniker))
                .LastOrDefault(Directory.Exists)
            : null;
        if (pack is not null)
        {
            return Directory.EnumerateFiles(pack, "*.dll");
        }

        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => path.StartsWith(runtime, StringComparison.Ordinal));
    }
}
