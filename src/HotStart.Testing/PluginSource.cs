namespace HotStart.Testing;

/// <summary>The source of a plugin, to be compiled by <see cref="PluginForge"/>. Immutable.</summary>
/// <param name="Name">The simple name of the assembly; the file is <c>Name.dll</c>.</param>
/// <param name="Code">The text of its C# files. The usual namespaces are imported implicitly.</param>
public sealed record PluginSource(string Name, params string[] Code)
{
    /// <summary>The version of the assembly. Default: 1.0.0.0.</summary>
    public Version AssemblyVersion { get; init; } = new(1, 0, 0, 0);

    /// <summary>The informational version, shown as the plugin's version; <see langword="null"/> for none.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The value of the target framework attribute; <see langword="null"/> leaves the attribute out. What is
    /// available to the code does not change with it.
    /// </summary>
    public string? TargetFramework { get; init; } = ".NETCoreApp,Version=v10.0";

    /// <summary>
    /// DLLs to compile against, beside the framework and HotStart.Abstractions. They are not copied beside the plugin.
    /// </summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>DLLs to compile against that exist as bytes alone.</summary>
    public IReadOnlyList<byte[]> ReferenceImages { get; init; } = [];

    /// <summary>DLLs whose source generators run over the code, as an SDK would pass them to the compiler.</summary>
    public IReadOnlyList<string> Generators { get; init; } = [];

    /// <summary>Whether a portable PDB is written beside the DLL. Default: no.</summary>
    public bool Symbols { get; init; }

    /// <summary>The <c>hello</c> plugin: <c>Greeter.Hello()</c> returns a text and counts in <c>Greeter.Hits</c>.</summary>
    /// <param name="text">What <c>Hello</c> returns; also the plugin's version.</param>
    /// <param name="name">The name of the assembly.</param>
    public static PluginSource Hello(string text, string name = "hello") => new(
        name,
        $$"""
        public static class Greeter
        {
            public static int Hits;
            public static string Hello() { Hits++; return {{Literal(text)}}; }
        }
        """)
    {
        Version = text,
    };

    private static string Literal(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
