using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace HotStart.Testing;

/// <summary>
/// Compiles plugins from C# source into a folder, in milliseconds and within this process. The same source gives the
/// same bytes. Safe for use by several threads.
/// </summary>
/// <param name="folder">Where the DLLs go; it is made if it is missing.</param>
public sealed class PluginForge(string folder)
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // Generators of ASP.NET Core replace calls.
    private static readonly CSharpParseOptions _parse = new CSharpParseOptions(LanguageVersion.CSharp14)
        .WithFeatures([KeyValuePair.Create("InterceptorsNamespaces", "Microsoft.AspNetCore.Http.Generated")]);

    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        deterministic: true,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>Where the DLLs go.</summary>
    public string Folder { get; } = folder;

    /// <summary>Compiles the <c>hello</c> plugin into the folder: see <see cref="PluginSource.Hello"/>.</summary>
    /// <param name="text">What <c>Hello</c> returns; also the plugin's version.</param>
    /// <param name="name">The name of the assembly.</param>
    /// <returns>The full path of the DLL.</returns>
    public string Hello(string text, string name = "hello") => Build(PluginSource.Hello(text, name));

    /// <summary>Compiles one file into the folder.</summary>
    /// <param name="name">The name of the assembly.</param>
    /// <param name="code">Its source.</param>
    /// <returns>The full path of the DLL.</returns>
    /// <exception cref="InvalidOperationException">The source has errors; the message lists them.</exception>
    public string Build(string name, string code) => Build(new PluginSource(name, code));

    /// <summary>
    /// Compiles into the folder. The DLL is renamed into place, whole; its PDB, if asked for, is there before it.
    /// </summary>
    /// <param name="source">What to compile.</param>
    /// <returns>The full path of the DLL.</returns>
    /// <exception cref="InvalidOperationException">The source has errors; the message lists them.</exception>
    public string Build(PluginSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string dll = Path.Combine(Folder, source.Name + ".dll");
        (byte[] image, byte[]? symbols) = Emit(source, Path.ChangeExtension(dll, ".pdb"));
        Directory.CreateDirectory(Folder);
        if (symbols is not null)
        {
            Place(symbols, Path.ChangeExtension(dll, ".pdb"));
        }

        Place(image, dll);
        return dll;
    }

    /// <summary>Compiles into memory.</summary>
    /// <param name="source">What to compile.</param>
    /// <returns>The bytes of the DLL.</returns>
    /// <exception cref="InvalidOperationException">The source has errors; the message lists them.</exception>
    public static byte[] Compile(PluginSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Emit(source, source.Name + ".pdb").Image;
    }

    private static (byte[] Image, byte[]? Symbols) Emit(PluginSource source, string pdbPath)
    {
        List<SyntaxTree> trees =
        [
            Parse(ImplicitUsings, "Usings.cs"),
            Parse(Attributes(source), "Attributes.cs"),
            .. source.Code.Select((code, i) => Parse(code, $"{source.Name}{(i == 0 ? "" : i + 1)}.cs")),
        ];
        IEnumerable<MetadataReference> references =
        [
            .. ForgeReferences.Default,
            .. source.References.Select(path => MetadataReference.CreateFromFile(path)),
            .. source.ReferenceImages.Select(bytes => MetadataReference.CreateFromImage(bytes)),
        ];
        CSharpCompilation compilation = ForgeGenerators.Run(
            CSharpCompilation.Create(source.Name, trees, references, _options), source.Generators, _parse);
        using MemoryStream image = new();
        using MemoryStream symbols = new();
        EmitResult result = source.Symbols
            ? compilation.Emit(image, symbols, options: new EmitOptions(
                debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: pdbPath))
            : compilation.Emit(image);
        if (!result.Success)
        {
            IEnumerable<string> errors = result.Diagnostics
                .Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => $"{Environment.NewLine}  {d.ToString()}");
            throw new InvalidOperationException($"The source of '{source.Name}' does not compile:{string.Concat(errors)}");
        }

        return (image.ToArray(), source.Symbols ? symbols.ToArray() : null);
    }

    private static SyntaxTree Parse(string code, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, System.Text.Encoding.UTF8), _parse, path);

    private static string Attributes(PluginSource source)
    {
        List<string> lines =
        [
            $"[assembly: System.Reflection.AssemblyVersion({Literal(source.AssemblyVersion.ToString())})]",
        ];
        if (source.Version is not null)
        {
            lines.Add($"[assembly: System.Reflection.AssemblyInformationalVersion({Literal(source.Version)})]");
        }

        if (source.TargetFramework is not null)
        {
            lines.Add($"[assembly: System.Runtime.Versioning.TargetFramework({Literal(source.TargetFramework)})]");
        }

        return string.Join('\n', lines);
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static void Place(byte[] content, string path)
    {
        // Written outside the folder first: a watcher of the folder sees one rename and nothing half written.
        string draft = Path.Combine(
            Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"hotstart-forge-{Guid.NewGuid():N}"));
        File.WriteAllBytes(draft, content);
        File.Move(draft, path, overwrite: true);
    }
}
