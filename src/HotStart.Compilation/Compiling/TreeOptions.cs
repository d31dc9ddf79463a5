using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace HotStart.Compilation.Compiling;

/// <summary>Tells the compiler what the <c>.editorconfig</c> files say about the severity of its diagnostics.</summary>
internal sealed class TreeOptions(AnalyzerConfigSet? set) : SyntaxTreeOptionsProvider
{
    private readonly ConcurrentDictionary<string, AnalyzerConfigOptionsResult> _byPath = new(StringComparer.Ordinal);

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
        set is not null && Of(tree).AnalyzerOptions.TryGetValue("generated_code", out string? value) && bool.TryParse(value, out bool isGenerated)
            ? isGenerated ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated
            : GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(
        SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = ReportDiagnostic.Default;
        return set is not null && Of(tree).TreeOptions.TryGetValue(diagnosticId, out severity);
    }

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = ReportDiagnostic.Default;
        return set is not null && set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }

    /// <summary>The ids that are an error in all files or in some of them.</summary>
    public ImmutableHashSet<string> ErrorIds(IEnumerable<SyntaxTree> trees) => set is null ? [] : trees
        .SelectMany(t => Of(t).TreeOptions).Concat(set.GlobalConfigOptions.TreeOptions)
        .Where(o => o.Value == ReportDiagnostic.Error).Select(o => o.Key)
        .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    private AnalyzerConfigOptionsResult Of(SyntaxTree tree) =>
        _byPath.GetOrAdd(tree.FilePath, static (p, s) => s.GetOptionsForSourcePath(p.Length == 0 ? "/none.cs" : p), set!);
}
