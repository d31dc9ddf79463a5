using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace HotStart.Tests.Arrivals;

/// <summary>Real DLLs, compiled once each.</summary>
internal sealed record SmallDll(byte[] Bytes, byte[] Symbols)
{
    private static readonly ConcurrentDictionary<(string, int, string?), SmallDll> _made = new();

    public static SmallDll Make(string name, int version, string? uses = null) =>
        _made.GetOrAdd((name, version, uses), static key => Compile(key.Item1, key.Item2, key.Item3));

    private static SmallDll Compile(string name, int version, string? uses)
    {
        string padding = string.Concat(Enumerable.Range(0, 40).Select(i => $"public static string P{i}() => \"{new string('x', 200)}{i}\";"));
        string use = uses is null ? "" : $"public static int Used() => {uses}Class.Version();";
        List<MetadataReference> references = [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)];
        if (uses is not null)
        {
            references.Add(MetadataReference.CreateFromImage(Make(uses, 1).Bytes));
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText($"public static class {name}Class {{ public static int Version() => {version}; {padding} {use} }}", path: "a.cs", encoding: System.Text.Encoding.UTF8)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        using MemoryStream dll = new();
        using MemoryStream pdb = new();
        EmitResult result = compilation.Emit(dll, pdb, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: name + ".pdb"));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return new(dll.ToArray(), pdb.ToArray());
    }
}
