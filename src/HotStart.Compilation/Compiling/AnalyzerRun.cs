using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Compilation.Compiling;

/// <summary>Runs those analyzers that can say no. What the others say is for the build and the editor.</summary>
internal sealed class AnalyzerRun(LimitedWork work)
{
    /// <summary>The errors.</summary>
    public async Task<ImmutableArray<Reason>> RunAsync(
        CSharpCompilation compilation, GeneratorInputs inputs, ImmutableArray<DiagnosticAnalyzer> analyzers, CancellationToken cancellationToken)
    {
        ImmutableHashSet<string> errorIds = Strict(compilation);
        ImmutableArray<DiagnosticAnalyzer> strict = [.. analyzers.Where(a => a.SupportedDiagnostics.Any(d =>
            errorIds.Contains(d.Id) || d.GetEffectiveSeverity(compilation.Options) == ReportDiagnostic.Error))];
        if (strict.IsEmpty)
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
                token => both.GetAnalyzerDiagnosticsAsync(token).GetAwaiter().GetResult(), cancellationToken).ConfigureAwait(false);
            return [.. said.Where(d => !d.IsSuppressed && (d.Severity == DiagnosticSeverity.Error || d.Id == "AD0001"))
                .Select(d => CompilerWords.Of(d, inputs.Plugin)).Distinct()];
        }
        catch (TimeoutException)
        {
            return [new Reason(ReasonCodes.BuildFailed, $"One of the analyzers {names} did not end within {work.Limit.TotalSeconds:0.###} s (Compiler.GeneratorLimit).", inputs.Plugin)];
        }
    }

    /// <summary>What configuration files make an error, in any file.</summary>
    private static ImmutableHashSet<string> Strict(CSharpCompilation compilation) =>
        ((TreeOptions)compilation.Options.SyntaxTreeOptionsProvider!).ErrorIds(compilation.SyntaxTrees);
}
