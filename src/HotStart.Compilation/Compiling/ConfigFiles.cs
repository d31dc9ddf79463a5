using System.Collections.Immutable;
using HotStart.Flow.Arrivals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HotStart.Compilation.Compiling;

/// <summary>The <c>.editorconfig</c> and global configuration files of one plan; read again when they change.</summary>
internal sealed class ConfigFiles
{
    private ImmutableArray<(string Path, FileStamp Stamp)> _seen = [];

    public ConfigOptionsProvider Options { get; private set; } = new(null);

    public TreeOptions TreeOptions { get; private set; } = new(null);

    /// <returns>Whether they are other options than before.</returns>
    public bool Read(CSharpCommandLineArguments arguments, List<Reason> problems)
    {
        List<(string Path, FileStamp Stamp)> now = [];
        List<AnalyzerConfig> configs = [];
        try
        {
            // Without dots: what they apply to is found by comparing paths.
            now.AddRange(arguments.AnalyzerConfigPaths.Select(p => Path.GetFullPath(p)).Select(p => (p, FileStamp.Of(p))));
            if (_seen.SequenceEqual(now))
            {
                return false;
            }

            configs.AddRange(now.Select(f => AnalyzerConfig.Parse(File.ReadAllText(f.Path), f.Path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Reason(ReasonCodes.BuildFailed, $"error CS2001: A configuration file cannot be read: {e.Message}"));
            return false;
        }

        _seen = [.. now];
        AnalyzerConfigSet? set = configs.Count == 0 ? null : AnalyzerConfigSet.Create(configs);
        Options = new ConfigOptionsProvider(set);
        TreeOptions = new TreeOptions(set);
        return true;
    }
}
