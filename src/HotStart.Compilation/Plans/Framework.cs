using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HotStart.Compilation.Plans;

/// <summary>What code is compiled against that runs in this process: the framework of the version that runs here.</summary>
internal sealed class Framework
{
    private static readonly (string Name, string Word)[] _generators =
    [
        ("System.Text.RegularExpressions.Generator", "GeneratedRegex"),
        ("System.Text.Json.SourceGeneration", "JsonSerializable"),
        ("Microsoft.Interop.LibraryImportGenerator", "LibraryImport"),
        ("Microsoft.Interop.ComInterfaceGenerator", "GeneratedCom"),
        ("Microsoft.Interop.JavaScript.JSImportGenerator", "JSImport"),
        ("Microsoft.Interop.JavaScript.JSImportGenerator", "JSExport"),
    ];

    private static readonly Lazy<Framework> _current = new(Find);

    private Framework(string? pack, IReadOnlyList<string> references)
    {
        Pack = pack;
        References = references;
    }

    public static Framework Current => _current.Value;

    public static string Moniker => $"net{Environment.Version.Major}.{Environment.Version.Minor}";

    /// <summary>The pack of reference assemblies, or <see langword="null"/> where this machine has none.</summary>
    public string? Pack { get; }

    /// <summary>The reference assemblies; without a pack, the assemblies of the running framework itself.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>
    /// The source generators that come with the framework. Loading them all takes longer than compiling a small plugin, and
    /// hardly one of them is ever needed.
    /// </summary>
    public ImmutableArray<WordGenerator> Generators => Pack is null ? [] :
    [
        .. _generators
            .Select(g => new WordGenerator(Path.Join(Pack, "analyzers", "dotnet", "cs", g.Name + ".dll"), g.Word))
            .Where(g => File.Exists(g.Path)),
    ];

    private static Framework Find()
    {
        string runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
        IEnumerable<string?> roots =
        [
            Path.GetFullPath(Path.Join(runtime, "..", "..", "..")),
            Environment.GetEnvironmentVariable("DOTNET_ROOT"),
            Path.GetDirectoryName(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")),
        ];
        foreach (string? root in roots)
        {
            string packs = Path.Join(root, "packs", "Microsoft.NETCore.App.Ref");
            string? pack = string.IsNullOrEmpty(root) || !Directory.Exists(packs) ? null : Newest(packs);
            if (pack is not null)
            {
                return new Framework(pack, [.. Directory.EnumerateFiles(Path.Join(pack, "ref", Moniker), "*.dll").Order(StringComparer.Ordinal)]);
            }
        }

        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return new Framework(null, [.. trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(p => p.StartsWith(runtime, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);
    }

    private static string? Newest(string packs) => Directory.EnumerateDirectories(packs)
        .Where(p => Directory.Exists(Path.Join(p, "ref", Moniker)))
        .OrderBy(p => Version.TryParse(Path.GetFileName(p), out Version? version) ? version : new Version())
        .LastOrDefault();
}
