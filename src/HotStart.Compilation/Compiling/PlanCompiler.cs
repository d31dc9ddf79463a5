using System.Collections.Immutable;
using HotStart.Compilation.BodyEdits;
using HotStart.Compilation.Plans;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HotStart.Compilation.Compiling;

/// <summary>Compiles one plugin again and again: read → parse → generate → emit → analyze. Used by one build at a time.</summary>
internal sealed class PlanCompiler : IDisposable
{
    private readonly SourceTrees _trees = new();
    private readonly References _references = new();
    private readonly ConfigFiles _configs = new();
    private readonly Analyzers _analyzers = new();
    private readonly CompilationUpdate _update = new();
    private readonly NullableOnce _nullable = new();
    private readonly BodyEditBuild _bodies = new();
    private readonly GeneratorRun _generators;
    private readonly AnalyzerRun _strict;
    private ImmutableArray<PlanFile> _files = [];
    private CompilePlan? _plan;
    private CSharpCommandLineArguments? _arguments;

    public PlanCompiler(CompilerOptions options, TimeProvider time)
    {
        LimitedWork work = new(options.GeneratorLimit, time);
        _generators = new GeneratorRun(work);
        _strict = new AnalyzerRun(work);
    }

    public async Task<BuildResult> CompileAsync(CompilePlan plan, string outputFolder, CancellationToken cancellationToken)
    {
        List<Reason> problems = [];
        CSharpCommandLineArguments arguments = Parse(plan);
        problems.AddRange(arguments.Errors.Where(e => e.Severity == DiagnosticSeverity.Error).Select(e => CompilerWords.Of(e, plan.AssemblyName)));
        bool configsChanged = _configs.Read(arguments, problems);
        ImmutableArray<SyntaxTree> trees = _trees.Of(plan, arguments, problems, cancellationToken);
        ImmutableArray<MetadataReference> references = _references.Of(arguments, problems);
        if (problems.Count > 0)
        {
            return new BuildResult(null, [.. problems], []);
        }

        if (_analyzers.Load([.. AnalyzerPaths(plan, arguments, trees)]))
        {
            _generators.Forget();
        }

        CSharpCompilation own = _update.Next(plan, arguments, trees, references, configsChanged ? _configs.TreeOptions : null);
        GeneratorInputs inputs = Inputs(plan, arguments);
        CSharpCompilation whole = await _generators.RunAsync(own, inputs, problems, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
        {
            return new BuildResult(null, [.. problems], _analyzers.Problems);
        }

        // Beside each other: the emission is long, and not all of it uses every core.
        Task<ImmutableArray<Reason>> strict = _strict.RunAsync(plan, whole, inputs, _analyzers.All, cancellationToken);
        ImmutableArray<SyntaxTree> generated = [.. whole.SyntaxTrees.Except(own.SyntaxTrees)];
        BuildResult built = _bodies.Run(plan, arguments, whole, generated, outputFolder, cancellationToken)
            ?? await CompileAllAsync(plan, arguments, whole, generated, outputFolder, cancellationToken).ConfigureAwait(false);
        ImmutableArray<Reason> stricter = await strict.ConfigureAwait(false);
        ImmutableArray<Reason> errors = built.Succeeded ? stricter : built.Errors;
        if (errors.IsEmpty)
        {
            _nullable.Passed(whole);
        }

        return built with
        {
            MainFile = errors.IsEmpty ? built.MainFile : null,
            Errors = errors,
            Warnings = [.. _analyzers.Problems, .. built.Warnings],
        };
    }

    private async Task<BuildResult> CompileAllAsync(
        CompilePlan plan, CSharpCommandLineArguments arguments, CSharpCompilation whole, ImmutableArray<SyntaxTree> generated, string outputFolder, CancellationToken cancellationToken)
    {
        (CSharpCompilation emitted, ImmutableArray<SyntaxTree> apart) = _nullable.Next(plan, whole);
        Task<ImmutableArray<Reason>> warnings = Task.Run(() => NullableOnce.Warnings(plan, whole, apart, cancellationToken), cancellationToken);
        BuildResult built = Emission.Run(plan, arguments, emitted, generated, OutputFolder.Next(outputFolder), cancellationToken);
        ImmutableArray<Reason> said = await warnings.ConfigureAwait(false);
        if (built.Succeeded)
        {
            _bodies.Remember(plan, arguments, whole, built);
        }

        return built with { Warnings = [.. built.Warnings.Concat(said).Distinct()] };
    }

    /// <summary>How many builds compiled only the files that changed.</summary>
    public int BodyEdits => _bodies.Count;

    public void Dispose() => _analyzers.Dispose();

    private CSharpCommandLineArguments Parse(CompilePlan plan)
    {
        if (_arguments is null || _plan!.BaseFolder != plan.BaseFolder || !_plan.Arguments.SequenceEqual(plan.Arguments))
        {
            _arguments = CSharpCommandLineParser.Default.Parse(plan.Arguments, plan.BaseFolder, sdkDirectory: null);
            _update.Forget();
        }

        _plan = plan;
        return _arguments;
    }

    private static IEnumerable<string> AnalyzerPaths(CompilePlan plan, CSharpCommandLineArguments arguments, ImmutableArray<SyntaxTree> trees) =>
        arguments.AnalyzerReferences.Select(a => Path.GetFullPath(a.FilePath, plan.BaseFolder))
            .Concat(plan.WordGenerators
                .Where(g => trees.Any(t => t.GetText().ToString().Contains(g.Word, StringComparison.Ordinal)))
                .Select(g => g.Path))
            .Distinct(StringComparer.Ordinal);

    private GeneratorInputs Inputs(CompilePlan plan, CSharpCommandLineArguments arguments)
    {
        Dictionary<string, PlanFile> known = _files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        _files = [.. arguments.AdditionalFiles.Select(f => Path.GetFullPath(f.Path, plan.BaseFolder)).Distinct(StringComparer.Ordinal)
            .Select(p => (Path: p, Stamp: FileStamp.Of(p)))
            .Select(f => known.TryGetValue(f.Path, out PlanFile? file) && file.Stamp == f.Stamp ? file : new PlanFile(f.Path, f.Stamp))];
        return new GeneratorInputs(
            plan.AssemblyName,
            _analyzers.Generators,
            _files,
            _configs.Options,
            arguments.ParseOptions,
            arguments.GeneratedFilesOutputDirectory ?? Path.Join(plan.BaseFolder, "obj", "generated"));
    }
}
