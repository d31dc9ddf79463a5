using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace HotStart.Compilation.Compiling;

/// <summary>Writes a DLL and its symbols; the symbols name the files by full path, so that stack traces and debuggers find them.</summary>
internal static class Emission
{
    public static BuildResult Run(
        CompilePlan plan,
        CSharpCommandLineArguments arguments,
        CSharpCompilation compilation,
        ImmutableArray<SyntaxTree> generated,
        string folder,
        CancellationToken cancellationToken)
    {
        string dll = Path.Join(folder, plan.AssemblyName + ".dll");
        using MemoryStream image = new();
        using MemoryStream symbols = new();
        EmitResult emitted = Emit(plan, arguments, compilation, generated, image, symbols, cancellationToken);
        ILookup<bool, Reason> said = Said(emitted.Diagnostics, plan);
        ImmutableArray<Reason> warnings = [.. said[false].Distinct()];
        if (!emitted.Success)
        {
            return new BuildResult(null, [.. said[true].Distinct()], warnings);
        }

        OutputFolder.Write(folder, plan, dll, image, symbols);
        return new BuildResult(dll, [], warnings);
    }

    public static EmitResult Emit(
        CompilePlan plan,
        CSharpCommandLineArguments arguments,
        CSharpCompilation compilation,
        IEnumerable<SyntaxTree> generated,
        MemoryStream image,
        MemoryStream symbols,
        CancellationToken cancellationToken) => compilation.Emit(
            image,
            symbols,
            manifestResources: arguments.ManifestResources,

            // The name alone: where it lies differs from build to build, and the same code is to give the same bytes.
            options: arguments.EmitOptions
                .WithDebugInformationFormat(DebugInformationFormat.PortablePdb)
                .WithPdbFilePath(plan.AssemblyName + ".pdb"),

            // No file holds it: a debugger takes it from here.
            embeddedTexts: generated.Where(t => t.GetText(cancellationToken).CanBeEmbedded)
                .Select(t => EmbeddedText.FromSource(t.FilePath, t.GetText(cancellationToken))),
            cancellationToken: cancellationToken);

    /// <summary>Errors (under <see langword="true"/>) and warnings, in the order of the code.</summary>
    public static ILookup<bool, Reason> Said(IEnumerable<Diagnostic> diagnostics, CompilePlan plan) => diagnostics
        .Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)
        .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(d => d.Location.SourceSpan.Start)
        .ToLookup(d => d.Severity == DiagnosticSeverity.Error, d => CompilerWords.Of(d, plan.AssemblyName));
}
