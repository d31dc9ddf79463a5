using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HotStart.Compilation.Projects;

/// <summary>One project of a build, as it described itself.</summary>
internal sealed class BuiltProject
{
    private readonly ILookup<string, string> _lines;
    private readonly Lazy<CSharpCommandLineArguments?> _parsed;

    private BuiltProject(ILookup<string, string> lines)
    {
        _lines = lines;
        string args = Value("built") + ".args";
        Arguments = File.Exists(args) ? [.. File.ReadAllLines(args)] : [];
        _parsed = new(() => Arguments.IsEmpty ? null : CSharpCommandLineParser.Default.Parse(Arguments, Folder, sdkDirectory: null));
    }

    /// <summary>The project file. For a C# file without a project one that is not there.</summary>
    public string Path => Value("project");

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public string Name => Value("name");

    /// <summary>Where the DLL goes at last.</summary>
    public string Target => Value("target");

    /// <summary>All paths under which other projects can refer to its DLL.</summary>
    public ImmutableArray<string> Places => [.. new[] { Value("built"), Target, Value("reference") }.Where(p => p.Length > 0)];

    /// <summary>The command line of the compiler; empty where it is not C#, or did not come that far.</summary>
    public ImmutableArray<string> Arguments { get; }

    /// <summary>Full paths of all C# files that are compiled.</summary>
    public ImmutableArray<string> Sources => [.. (_parsed.Value?.SourceFiles ?? []).Select(f => System.IO.Path.GetFullPath(f.Path, Folder))];

    public IEnumerable<string> References => (_parsed.Value?.MetadataReferences ?? []).Select(r => System.IO.Path.GetFullPath(r.Reference, Folder));

    public IEnumerable<string> Analyzers => (_parsed.Value?.AnalyzerReferences ?? []).Select(r => System.IO.Path.GetFullPath(r.FilePath, Folder));

    /// <summary>What else it is made of: content, resources, settings.</summary>
    public IEnumerable<string> OtherFiles => _lines["file"];

    /// <summary>All that described themselves in this folder.</summary>
    public static ImmutableArray<BuiltProject> ReadAll(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.project").Select(f => new BuiltProject(
            File.ReadLines(f).Select(l => l.Split('=', 2)).Where(l => l.Length == 2).ToLookup(l => l[0], l => l[1], StringComparer.Ordinal))),
    ];

    private string Value(string name) => _lines[name].FirstOrDefault("");
}
