using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace HotStart.Compilation.Compiling;

/// <summary>Compiles one plugin again and again. Used by one build at a time.</summary>
internal sealed class PlanCompiler(CompilerOptions options, TimeProvider time)
{
    private readonly SourceTrees _trees = new();
    private readonly References _references = new();
    private readonly ConfigFiles _configs = new();
    private readonly OutputFolder _output = new();
    private CompilePlan? _plan;
    private CSharpCommandLineArguments? _arguments;
    private CSharpCompilation? _last;

    public Task<BuildResult> CompileAsync(CompilePlan plan, string outputFolder, CancellationToken cancellationToken) =>
        Task.Run(() => Compile(plan, outputFolder, cancellationToken), cancellationToken);

    private BuildResult Compile(CompilePlan plan, string outputFolder, CancellationToken cancellationToken)
    {
        _ = (options, time);
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

        CSharpCompilation compilation = _last = Update(plan, arguments, trees, references, configsChanged);
        return Emit(plan, arguments, compilation, outputFolder, cancellationToken);
    }

    private CSharpCommandLineArguments Parse(CompilePlan plan)
    {
        if (_arguments is null || _plan!.BaseFolder != plan.BaseFolder || !_plan.Arguments.SequenceEqual(plan.Arguments))
        {
            _arguments = CSharpCommandLineParser.Default.Parse(plan.Arguments, plan.BaseFolder, sdkDirectory: null);
            _last = null;
        }

        _plan = plan;
        return _arguments;
    }

    /// <summary>The last compilation with what is new: what it knows of the references and of unchanged files stays known.</summary>
    private CSharpCompilation Update(
        CompilePlan plan, CSharpCommandLineArguments arguments, ImmutableArray<SyntaxTree> trees, ImmutableArray<MetadataReference> references, bool configsChanged)
    {
        CSharpCompilationOptions options = Options(plan, arguments, trees);
        if (_last is not { } last || configsChanged || last.Options.OutputKind != options.OutputKind
            || !last.References.SequenceEqual(references) || last.AssemblyName != plan.AssemblyName)
        {
            return CSharpCompilation.Create(plan.AssemblyName, trees, references, options);
        }

        SyntaxTree[] gone = [.. last.SyntaxTrees.Except(trees)];
        SyntaxTree[] added = [.. trees.Except(last.SyntaxTrees)];
        if (gone.Length == 1 && added.Length == 1)
        {
            return last.ReplaceSyntaxTree(gone[0], added[0]);
        }

        return gone.Length + added.Length == 0 ? last : CSharpCompilation.Create(plan.AssemblyName, trees, references, last.Options);
    }

    private CSharpCompilationOptions Options(CompilePlan plan, CSharpCommandLineArguments arguments, ImmutableArray<SyntaxTree> trees)
    {
        CSharpCompilationOptions options = arguments.CompilationOptions
            .WithSyntaxTreeOptionsProvider(_configs.TreeOptions)
            .WithSourceReferenceResolver(new SourceFileResolver(arguments.SourcePaths, plan.BaseFolder, arguments.PathMap))
            .WithStrongNameProvider(new DesktopStrongNameProvider(arguments.KeyFileSearchPaths))
            .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default);
        return plan.IsProgramWithTopLevelCode && trees.Any(t => ((CompilationUnitSyntax)t.GetRoot()).Members.Any(SyntaxKind.GlobalStatement))
            ? options.WithOutputKind(OutputKind.ConsoleApplication)
            : options;
    }

    private BuildResult Emit(
        CompilePlan plan, CSharpCommandLineArguments arguments, CSharpCompilation compilation, string outputFolder, CancellationToken cancellationToken)
    {
        string folder = _output.Next(outputFolder);
        string dll = Path.Join(folder, plan.AssemblyName + ".dll");
        using MemoryStream image = new();
        using MemoryStream symbols = new();
        EmitResult emitted = compilation.Emit(
            image,
            symbols,
            manifestResources: arguments.ManifestResources,
            options: arguments.EmitOptions
                .WithDebugInformationFormat(DebugInformationFormat.PortablePdb)
                .WithPdbFilePath(Path.ChangeExtension(dll, ".pdb")),
            cancellationToken: cancellationToken);
        ILookup<bool, Diagnostic> said = emitted.Diagnostics
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)
            .ToLookup(d => d.Severity == DiagnosticSeverity.Error);
        ImmutableArray<Reason> warnings = [.. said[false].Select(d => CompilerWords.Of(d, plan.AssemblyName)).Distinct()];
        if (!emitted.Success)
        {
            return new BuildResult(null, [.. said[true].Select(d => CompilerWords.Of(d, plan.AssemblyName)).Distinct()], warnings);
        }

        OutputFolder.Write(folder, plan, dll, image, symbols);
        return new BuildResult(dll, [], warnings);
    }
}
