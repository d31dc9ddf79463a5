using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HotStart.Compilation.Compiling;

/// <summary>What source generators are given beside the code.</summary>
/// <param name="Plugin">What messages are about.</param>
/// <param name="Generators">Which run.</param>
/// <param name="Files">Files that are no code.</param>
/// <param name="Options">What configuration says of each file.</param>
/// <param name="ParseOptions">How to read what they write.</param>
/// <param name="BaseFolder">Below it lies, as it were, what they write.</param>
internal sealed record GeneratorInputs(
    string Plugin,
    ImmutableArray<ISourceGenerator> Generators,
    ImmutableArray<PlanFile> Files,
    ConfigOptionsProvider Options,
    CSharpParseOptions ParseOptions,
    string BaseFolder);
