using System.Collections.Immutable;
using System.Text;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace HotStart.Tests.Candidates;

/// <summary>A folder for one test (umlauts and spaces in its path), in which it compiles real DLLs.</summary>
public sealed class Scratch : IDisposable
{
    private static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll"
                or "System.Linq.dll" or "netstandard.dll" or "System.Console.dll" or "System.Runtime.InteropServices.dll"
                or "HotStart.Abstractions.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    public Scratch()
    {
        Folder = Path.Combine(Path.GetTempPath(), $"hotstart Prüfung {Guid.NewGuid():N}");
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string this[string relative] => Path.Combine(Folder, relative);

    /// <summary>Compiles C# to a file and gives its full path.</summary>
    public string Compile(
        string relative, string source, string version = "1.0.0.0", string[]? references = null,
        Platform platform = Platform.AnyCpu, string framework = ".NETCoreApp,Version=v10.0", bool pdb = false,
        bool referenceOnly = false, string? name = null)
    {
        string path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SyntaxTree[] trees =
        [
            CSharpSyntaxTree.ParseText(
                $"""
                [assembly: System.Reflection.AssemblyVersion("{version}")]
                [assembly: System.Runtime.Versioning.TargetFramework("{framework}")]
                """),
            CSharpSyntaxTree.ParseText("using System; using HotStart;\n" + source),
        ];
        CSharpCompilation compilation = CSharpCompilation.Create(
            name ?? Path.GetFileNameWithoutExtension(path),
            trees,
            Framework.AddRange((references ?? []).Select(r => MetadataReference.CreateFromImage(File.ReadAllBytes(r)))),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, platform: platform, deterministic: true,
                allowUnsafe: true));
        using MemoryStream dll = new();
        using MemoryStream symbols = new();
        EmitResult result = compilation.Emit(
            dll,
            pdb ? symbols : null,
            options: new EmitOptions(metadataOnly: referenceOnly, includePrivateMembers: !referenceOnly, debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        File.WriteAllBytes(path, dll.ToArray());
        if (pdb)
        {
            File.WriteAllBytes(Path.ChangeExtension(path, ".pdb"), symbols.ToArray());
        }

        return path;
    }

    public string Write(string relative, string text)
    {
        string path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    internal Stager Stager() => new(this["staged"]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
