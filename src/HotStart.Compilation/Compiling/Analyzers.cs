using System.Collections.Immutable;
using HotStart.Flow.Arrivals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Compilation.Compiling;

/// <summary>The generators and analyzers of one plan; loaded again when one of their files is another.</summary>
internal sealed class Analyzers : IDisposable
{
    private ImmutableArray<FileEntry> _seen = [];
    private AnalyzerLoader? _loader;

    public ImmutableArray<ISourceGenerator> Generators { get; private set; } = [];

    public ImmutableArray<DiagnosticAnalyzer> All { get; private set; } = [];

    /// <summary>What could not be loaded.</summary>
    public ImmutableArray<Reason> Problems { get; private set; } = [];

    /// <returns>Whether they are others than before.</returns>
    public bool Load(IReadOnlyCollection<string> paths)
    {
        ImmutableArray<FileEntry> now = [.. paths.Select(p => new FileEntry(p, FileStamp.Of(p)))];
        if (now.SequenceEqual(_seen))
        {
            return false;
        }

        Dispose();
        _seen = now;
        _loader = new AnalyzerLoader();
        List<Reason> problems = [];
        ImmutableArray<ISourceGenerator>.Builder generators = ImmutableArray.CreateBuilder<ISourceGenerator>();
        ImmutableArray<DiagnosticAnalyzer>.Builder analyzers = ImmutableArray.CreateBuilder<DiagnosticAnalyzer>();
        AnalyzerFileReference[] references = [.. paths.Select(p => new AnalyzerFileReference(p, _loader))];
        foreach (AnalyzerFileReference reference in references)
        {
            reference.AnalyzerLoadFailed += (_, e) => problems.Add(new Reason(
                ReasonCodes.BuildFailed, $"warning CS8032: The analyzer '{reference.FullPath}' does not run: {e.Message}", reference.FullPath));
            generators.AddRange(reference.GetGenerators(LanguageNames.CSharp));
            analyzers.AddRange(reference.GetAnalyzers(LanguageNames.CSharp));
        }

        Generators = generators.DrainToImmutable();
        All = analyzers.DrainToImmutable();
        Problems = [.. problems];
        return true;
    }

    public void Dispose()
    {
        Generators = [];
        All = [];
        _loader?.Unload();
        _loader = null;
    }
}
