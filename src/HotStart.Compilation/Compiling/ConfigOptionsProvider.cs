using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Compilation.Compiling;

/// <summary>Gives generators and analyzers the options of each file.</summary>
internal sealed class ConfigOptionsProvider(AnalyzerConfigSet? set) : AnalyzerConfigOptionsProvider
{
    private static readonly ConfigOptions _none = new(ImmutableDictionary<string, string>.Empty);

    private readonly ConcurrentDictionary<string, ConfigOptions> _byPath = new(StringComparer.Ordinal);

    public override AnalyzerConfigOptions GlobalOptions { get; } =
        set is null ? _none : new ConfigOptions(set.GlobalConfigOptions.AnalyzerOptions);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Of(tree.FilePath);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Of(textFile.Path);

    private ConfigOptions Of(string path) => set is null || path.Length == 0
        ? _none
        : _byPath.GetOrAdd(path, static (p, s) => new ConfigOptions(s.GetOptionsForSourcePath(p).AnalyzerOptions), set);
}
