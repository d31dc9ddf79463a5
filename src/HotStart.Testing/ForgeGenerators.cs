using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HotStart.Testing;

/// <summary>Runs source generators over what is forged. Safe for use by several threads.</summary>
internal static class ForgeGenerators
{
    private static readonly ConcurrentDictionary<string, ImmutableArray<ISourceGenerator>> _byPath = new();

    /// <summary>The compilation with all that the generators add.</summary>
    /// <exception cref="InvalidOperationException">A generator failed.</exception>
    public static CSharpCompilation Run(CSharpCompilation compilation, IReadOnlyList<string> paths, CSharpParseOptions parse)
    {
        if (paths.Count == 0)
        {
            return compilation;
        }

        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            paths.SelectMany(p => _byPath.GetOrAdd(p, Load)), parseOptions: parse);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation made, out _);
        return driver.GetRunResult().Results.FirstOrDefault(r => r.Exception is not null) is { Exception: { } error } failed
            ? throw new InvalidOperationException($"The generator '{failed.Generator.GetGeneratorType()}' failed over '{compilation.AssemblyName}': {error.Message}", error)
            : (CSharpCompilation)made;
    }

    private static ImmutableArray<ISourceGenerator> Load(string path) =>
        new AnalyzerFileReference(path, new Loader()).GetGenerators(LanguageNames.CSharp);

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
