using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace HotStart.Compilation.Tests.Saving;

/// <summary>
/// What a debugger needs to break in the code that is live. No debugger of .NET is to be had as a package: so its own steps are
/// gone here, from the module that runs to the line in the file.
/// </summary>
public sealed class DebuggerTests : IAsyncDisposable
{
    private static readonly Guid _sha256 = new("8829d00f-11b8-4213-878b-770e8597ac16");

    private readonly SourceRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Module_AfterASave_LeadsToTheLineOfTheNewFile(bool debug)
    {
        _rig.Options.Compiler.Debug = debug;
        string file = _rig.Folder.Write("hello.cs", Code(0));
        await _rig.OpenAsync("hello.cs");
        Module first = Check(file, line: 3, debug);

        EditorTests.Save("rename", file, Code(2));
        await _rig.SwappedAsync();

        Module second = Check(file, line: 5, debug);
        Assert.NotEqual(first.Mvid, second.Mvid);
        Assert.NotEqual(first.Path, second.Path);

        Assert.Equal($"{file}:line 5", _rig.Answer());
    }

    /// <summary>The file is what a debugger is told: the path, and the hash that says whether it is the one that was compiled.</summary>
    private Module Check(string file, int line, bool debug)
    {
        string[] told = _rig.Plugin!.Lookup<Func<string[]>>("Where")();
        Guid mvid = Guid.Parse(told[1]);
        using PEReader image = new(File.OpenRead(told[0]));
        MetadataReader metadata = image.GetMetadataReader();
        Assert.Equal(mvid, metadata.GetGuid(metadata.GetModuleDefinition().Mvid));

        // 1. The module names its symbols, by id and by hash.
        DebugDirectoryEntry entry = Assert.Single(image.ReadDebugDirectory(), d => d.Type == DebugDirectoryEntryType.CodeView);
        CodeViewDebugDirectoryData codeView = image.ReadCodeViewDebugDirectoryData(entry);
        string pdb = Path.ChangeExtension(told[0], ".pdb");
        Assert.Equal(Path.GetFileName(pdb), Path.GetFileName(codeView.Path));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(pdb));
        MetadataReader symbols = provider.GetMetadataReader();
        Assert.Equal(new BlobContentId(codeView.Guid, entry.Stamp), new BlobContentId(symbols.DebugMetadataHeader!.Id));

        // 2. The method's points lie in the file as it is now.
        MethodDefinitionHandle hello = metadata.MethodDefinitions.Single(m => metadata.GetString(metadata.GetMethodDefinition(m).Name) == "Hello");
        SequencePoint[] points = [.. symbols.GetMethodDebugInformation(hello.ToDebugInformationHandle()).GetSequencePoints().Where(p => !p.IsHidden)];
        Assert.Contains(points, p => p.StartLine == line);
        Document document = symbols.GetDocument(points[0].Document);
        Assert.Equal(file, symbols.GetString(document.Name));
        Assert.Equal(_sha256, symbols.GetGuid(document.HashAlgorithm));
        Assert.Equal(SHA256.HashData(File.ReadAllBytes(file)), symbols.GetBlobBytes(document.Hash));

        // 3. What is run is what was compiled: not rearranged, where that was asked for.
        Assert.Equal(debug, bool.Parse(told[2]));
        return new Module(told[0], mvid);
    }

    private static string Code(int linesAbove) => $$"""
        {{string.Concat(Enumerable.Repeat("// above\n", linesAbove))}}public static class Greeter
        {
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] public static string Hello() => $"{new System.Diagnostics.StackFrame(0, true).GetFileName()}:line {new System.Diagnostics.StackFrame(0, true).GetFileLineNumber()}";

            public static string[] Where() =>
            [
                typeof(Greeter).Assembly.Location,
                typeof(Greeter).Module.ModuleVersionId.ToString(),
                (System.Reflection.CustomAttributeExtensions.GetCustomAttribute<System.Diagnostics.DebuggableAttribute>(typeof(Greeter).Assembly)?.IsJITOptimizerDisabled ?? false).ToString(),
            ];
        }
        """;

    private sealed record Module(string Path, Guid Mvid);
}
