using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Analyzers.Tests;

public sealed class AllRulesTests
{
    private static readonly DiagnosticDescriptor[] _rules = [.. Instances<DiagnosticAnalyzer>(typeof(PluginAnalyzer).Assembly)
        .SelectMany(a => a.SupportedDiagnostics).OrderBy(r => r.Id, StringComparer.Ordinal)];

    [Fact]
    public void Rules_All_HaveIdsInOneUnbrokenRow()
    {
        Assert.NotEmpty(_rules);
        Assert.Equal(Enumerable.Range(1, _rules.Length).Select(n => $"HOT{n:000}"), _rules.Select(r => r.Id));
    }

    [Fact]
    public void Rules_All_HaveAPageThatSaysWhatTheySay()
    {
        string[] index = File.ReadAllLines(Repository.At("docs", "analyzers", "README.md"));
        Assert.All(_rules, rule =>
        {
            Assert.Equal($"docs/analyzers/{rule.Id}.md", rule.HelpLinkUri);
            string page = File.ReadAllText(Repository.At(rule.HelpLinkUri));
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n\nCategory `{rule.Category}`, severity {rule.DefaultSeverity}.", page);
            Assert.All(["## What is reported", "## Why", "## Example", "## Code fix", "## When to suppress"], h => Assert.Contains(h, page));
            Assert.Single(index, l => l.StartsWith($"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity} |", StringComparison.Ordinal));
        });
        Assert.Equal(_rules.Length, Directory.GetFiles(Repository.At("docs", "analyzers"), "HOT*.md").Length);
    }

    [Fact]
    public void Fixes_All_AreForRulesThatExistAndToldInTheTable()
    {
        string[] fixable = [.. Instances<CodeFixProvider>(typeof(PluginFix).Assembly).SelectMany(f => f.FixableDiagnosticIds).Order(StringComparer.Ordinal)];
        Assert.Equal(fixable.Distinct(), fixable);

        IEnumerable<string> told = File.ReadLines(Repository.At("docs", "analyzers", "README.md"))
            .Where(l => l.EndsWith("| yes |", StringComparison.Ordinal)).Select(l => l[3..9]);
        Assert.Equal(told, fixable);
    }

    private static IEnumerable<T> Instances<T>(Assembly assembly) => assembly.GetTypes()
        .Where(t => !t.IsAbstract && typeof(T).IsAssignableFrom(t))
        .Select(t => (T)Activator.CreateInstance(t)!);
}
