using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using HotStart.Flow.Arrivals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HotStart.Compilation.Compiling;

/// <summary>
/// Lets the compiler analyze for null only the files that changed. All it finds is warnings, which were told when the file
/// was compiled last, and it is a sixth of the time of a project of ten thousand lines.
/// </summary>
/// <remarks>
/// HAZARD: what becomes a warning in one file because another changed is told only by the next <c>dotnet build</c>. The
/// feature flag is the compiler's own, for its tests; one that does not know it analyzes all as ever.
/// </remarks>
internal sealed class NullableOnce
{
    private static readonly KeyValuePair<string, string> _never = new("run-nullable-analysis", "never");

    private Dictionary<SyntaxTree, SyntaxTree> _twins = [];
    private HashSet<SyntaxTree> _passed = [];
    private CSharpCompilation? _last;

    /// <summary>The compilation to emit from, and the trees whose warnings have to be asked for apart.</summary>
    public (CSharpCompilation Emitted, ImmutableArray<SyntaxTree> Apart) Next(CompilePlan plan, CSharpCompilation whole)
    {
        HashSet<string> built = new(
            (plan.Made?.Sources ?? []).Where(s => FileStamp.Of(s.Path) == s.Stamp).Select(s => s.Path), StringComparer.Ordinal);
        ImmutableArray<SyntaxTree> changed = [.. whole.SyntaxTrees.Where(t => !_passed.Contains(t) && !built.Contains(t.FilePath))];
        if (changed.Length * 2 > whole.SyntaxTrees.Length || MayBeErrors(whole))
        {
            _last = null;
            return (whole, []);
        }

        _twins = whole.SyntaxTrees.ToDictionary(t => t, t => _twins.TryGetValue(t, out SyntaxTree? twin) ? twin : Twin(t));
        return (_last = Update([.. whole.SyntaxTrees.Select(t => _twins[t])], whole), changed);
    }

    /// <summary>Remembers what was compiled without an error.</summary>
    public void Passed(CSharpCompilation whole) => _passed = [.. whole.SyntaxTrees];

    /// <summary>What the compiler says of these trees, null analysis included.</summary>
    public static ImmutableArray<Reason> Warnings(CompilePlan plan, CSharpCompilation whole, ImmutableArray<SyntaxTree> trees, CancellationToken cancellationToken) =>
        [.. trees.SelectMany(t => whole.GetSemanticModel(t).GetDiagnostics(cancellationToken: cancellationToken))
            .Where(d => d.Severity == DiagnosticSeverity.Warning && !d.IsSuppressed)
            .Select(d => CompilerWords.Of(d, plan.AssemblyName))];

    private CSharpCompilation Update(ImmutableArray<SyntaxTree> twins, CSharpCompilation whole) =>
        _last is { } last && ReferenceEquals(last.Options, whole.Options) && last.References.SequenceEqual(whole.References)
            ? CompilationUpdate.With(last, twins)
            : whole.RemoveAllSyntaxTrees().AddSyntaxTrees(twins);

    private static SyntaxTree Twin(SyntaxTree tree) => tree.WithRootAndOptions(
        tree.GetRoot(), ((CSharpParseOptions)tree.Options).WithFeatures([.. tree.Options.Features.Where(f => f.Key != _never.Key), _never]));

    // Then the analysis of each file decides whether there is a DLL at all.
    private static bool MayBeErrors(CSharpCompilation whole) =>
        whole.Options.GeneralDiagnosticOption == ReportDiagnostic.Error
        || whole.Options.SpecificDiagnosticOptions.Any(o => o.Value == ReportDiagnostic.Error && IsNullable(o.Key))
        || ((TreeOptions)whole.Options.SyntaxTreeOptionsProvider!).ErrorIds(whole.SyntaxTrees).Any(IsNullable);

    // Others of this range only make it careful.
    internal static bool IsNullable(string id) => id.StartsWith("CS86", StringComparison.OrdinalIgnoreCase) || id.StartsWith("CS87", StringComparison.OrdinalIgnoreCase) || id.StartsWith("CS88", StringComparison.OrdinalIgnoreCase);
}
