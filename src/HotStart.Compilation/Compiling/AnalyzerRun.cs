using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Compilation.Compiling;

/// <summary>Runs those analyzers that can say no. What the others say is for the build and the editor.</summary>
/// <remarks>
/// They are given the trees that changed, since all of them would take seconds in a project of ten thousand lines. HAZARD: what an
/// analyzer says of a tree because another one changed, or at the end of a compilation, is found only where most trees are new,
/// and by the next <c>dotnet build</c>.
/// </remarks>
internal sealed class AnalyzerRun(LimitedWork work)
{
    private readonly AnalyzedTrees _trees = new();

    /// <summary>The errors.</summary>
    public async Task<ImmutableArray<Reason>> RunAsync(
        CompilePlan plan,
        CSharpCompilation compilation,
        GeneratorInputs inputs,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        CancellationToken cancellationToken)
    {
        ImmutableHashSet<string> errorIds = Strict(compilation);
        ImmutableArray<DiagnosticAnalyzer> strict = [.. analyzers.Where(a => a.SupportedDiagnostics.Any(d =>
            errorIds.Contains(d.Id) || d.GetEffectiveSeverity(compilation.Options) == ReportDiagnostic.Error))];
        ImmutableArray<SyntaxTree> left = _trees.Left(compilation, plan, inputs, strict);
        if (strict.IsEmpty || left.IsEmpty)
        {
            return [];
        }

        string names = string.Join(", ", strict.Take(5).Select(a => $"'{a.GetType().FullName}'"));
        if (work.IsFull)
        {
            return [new Reason(ReasonCodes.BuildFailed, $"One of the analyzers {names} is still running from before, and no further one is begun until it ends.", inputs.Plugin)];
        }

        try
        {
            CompilationWithAnalyzers both = compilation.WithAnalyzers(strict, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([.. inputs.Files], inputs.Options), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));

            // The thread belongs to the analyzers for as long as they take; nobody else waits on it.
            ImmutableArray<Diagnostic> said = await work.RunAsync(
                token => LookAsync(both, left, token).GetAwaiter().GetResult(), cancellationToken).ConfigureAwait(false);
            ImmutableArray<Reason> errors = [.. said.Where(d => !d.IsSuppressed && (d.Severity == DiagnosticSeverity.Error || d.Id == "AD0001"))
                .Select(d => CompilerWords.Of(d, inputs.Plugin)).Distinct()];
            if (errors.IsEmpty)
            {
                _trees.Passed(compilation);
            }

            return errors;
        }
        catch (TimeoutException)
        {
            return [new Reason(ReasonCodes.BuildFailed, $"One of the analyzers {names} did not end within {work.Limit.TotalSeconds:0.###} s (Compiler.GeneratorLimit).", inputs.Plugin)];
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> LookAsync(
        CompilationWithAnalyzers both, ImmutableArray<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        if (trees.Length * 2 > both.Compilation.SyntaxTrees.Count())
        {
            return await both.GetAnalyzerDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
        }

        List<Diagnostic> said = [];
        foreach (SyntaxTree tree in trees)
        {
            said.AddRange(await both.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellationToken).ConfigureAwait(false));
            SemanticModel model = both.Compilation.GetSemanticModel(tree);
            said.AddRange(await both.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellationToken).ConfigureAwait(false));
        }

        return [.. said];
    }

    /// <summary>What configuration files make an error, in any file.</summary>
    private static ImmutableHashSet<string> Strict(CSharpCompilation compilation) =>
        ((TreeOptions)compilation.Options.SyntaxTreeOptionsProvider!).ErrorIds(compilation.SyntaxTrees);
}
