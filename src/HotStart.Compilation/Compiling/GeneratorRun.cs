using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HotStart.Compilation.Compiling;

/// <summary>Runs the source generators of one plan; what they found out is kept for the next time.</summary>
internal sealed class GeneratorRun(LimitedWork work)
{
    private GeneratorDriver? _driver;
    private ImmutableArray<PlanFile> _files = [];

    /// <summary>The compilation with all that was generated.</summary>
    /// <param name="compilation">What the plan itself holds.</param>
    /// <param name="inputs">What generators are given beside it.</param>
    /// <param name="problems">Where to tell what went wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CSharpCompilation> RunAsync(
        CSharpCompilation compilation, GeneratorInputs inputs, List<Reason> problems, CancellationToken cancellationToken)
    {
        if (inputs.Generators.IsEmpty)
        {
            _driver = null;
            return compilation;
        }

        if (work.IsFull)
        {
            problems.Add(TooLong(inputs, "is still running from before, and no further one is begun until it ends"));
            return compilation;
        }

        GeneratorDriver driver = Driver(inputs);
        try
        {
            (GeneratorDriver ran, Microsoft.CodeAnalysis.Compilation made, ImmutableArray<Diagnostic> said) = await work.RunAsync(
                token => (driver.RunGeneratorsAndUpdateCompilation(compilation, out Microsoft.CodeAnalysis.Compilation made, out ImmutableArray<Diagnostic> said, token), made, said),
                cancellationToken).ConfigureAwait(false);
            _driver = ran;
            foreach (GeneratorRunResult result in ran.GetRunResult().Results)
            {
                if (result.Exception is { } thrown)
                {
                    _driver = null; // it may remember half of what it was doing
                    problems.Add(new Reason(
                        ReasonCodes.BuildFailed,
                        $"error CS8785: The source generator '{Name(result.Generator)}' threw {thrown.GetType().Name}: {thrown.Message}",
                        inputs.Plugin));
                }
            }

            problems.AddRange(said.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => CompilerWords.Of(d, inputs.Plugin)));
            return (CSharpCompilation)made;
        }
        catch (TimeoutException)
        {
            _driver = null;
            problems.Add(TooLong(inputs, $"did not end within {work.Limit.TotalSeconds:0.###} s (Compiler.GeneratorLimit)"));
            return compilation;
        }
    }

    public void Forget() => _driver = null;

    private GeneratorDriver Driver(GeneratorInputs inputs)
    {
        if (_driver is null)
        {
            _files = inputs.Files;
            return CSharpGeneratorDriver.Create(
                inputs.Generators,
                inputs.Files,
                inputs.ParseOptions,
                inputs.Options,
                new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false, inputs.BaseFolder));
        }

        GeneratorDriver driver = _driver.WithUpdatedAnalyzerConfigOptions(inputs.Options).WithUpdatedParseOptions(inputs.ParseOptions);
        if (!_files.SequenceEqual(inputs.Files))
        {
            _files = inputs.Files;
            driver = driver.ReplaceAdditionalTexts([.. inputs.Files]);
        }

        return driver;
    }

    // Those of the framework are not the ones that hang. Which one of several it was cannot be told from outside.
    private static Reason TooLong(GeneratorInputs inputs, string what)
    {
        string[] names = [.. inputs.Generators.Where(g => !IsFramework(g)).DefaultIfEmpty(inputs.Generators[0]).Select(Name)];
        string which = names.Length == 1 ? $"The source generator '{names[0]}'" : $"One of the source generators {string.Join(", ", names.Select(n => $"'{n}'"))}";
        return new Reason(ReasonCodes.BuildFailed, $"{which} {what}.", inputs.Plugin);
    }

    private static bool IsFramework(ISourceGenerator generator) =>
        generator.GetGeneratorType().Assembly.GetName().Name is { } name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static string Name(ISourceGenerator generator) =>
        generator.GetGeneratorType().FullName ?? generator.GetGeneratorType().Name;
}
