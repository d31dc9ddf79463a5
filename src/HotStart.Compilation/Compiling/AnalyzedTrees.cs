using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using HotStart.Flow.Arrivals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Compilation.Compiling;

/// <summary>Remembers which trees of one plan the analyzers had nothing to say against, so that only the others are given to them.</summary>
internal sealed class AnalyzedTrees
{
    private ImmutableArray<DiagnosticAnalyzer> _analyzers = [];
    private GeneratorInputs? _inputs;
    private HashSet<SyntaxTree> _passed = [];

    /// <summary>Those that have to be looked at.</summary>
    /// <param name="compilation">Where they are.</param>
    /// <param name="plan">What was built already when it was made, was analyzed by that build.</param>
    /// <param name="inputs">By these settings.</param>
    /// <param name="analyzers">By these analyzers.</param>
    public ImmutableArray<SyntaxTree> Left(
        CSharpCompilation compilation, CompilePlan plan, GeneratorInputs inputs, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        if (_inputs?.Options != inputs.Options || !_inputs.Files.SequenceEqual(inputs.Files) || !_analyzers.SequenceEqual(analyzers))
        {
            _passed = [];
        }

        (_inputs, _analyzers) = (inputs, analyzers);
        HashSet<string> built = new(
            (plan.Made?.Sources ?? []).Where(s => FileStamp.Of(s.Path) == s.Stamp).Select(s => s.Path), StringComparer.Ordinal);
        return [.. compilation.SyntaxTrees.Where(t => !_passed.Contains(t) && !built.Contains(t.FilePath))];
    }

    public void Passed(CSharpCompilation compilation) => _passed = [.. compilation.SyntaxTrees];
}
