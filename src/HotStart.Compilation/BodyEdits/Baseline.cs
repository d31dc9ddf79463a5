using System.Collections.Immutable;
using HotStart.Compilation.Compiling;
using HotStart.Compilation.Plans;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Compilation.BodyEdits;

/// <summary>What was last compiled as a whole: from what, and what came of it. Immutable.</summary>
/// <param name="Arguments">By these arguments.</param>
/// <param name="Compilation">From these trees, references and options.</param>
/// <param name="Resources">With these files inside of it.</param>
/// <param name="Warnings">What the compiler said of it, but for what it says of nulls: that is told once.</param>
/// <param name="Image">The DLL.</param>
/// <param name="Symbols">Its symbols.</param>
internal sealed record Baseline(
    CSharpCommandLineArguments Arguments,
    CSharpCompilation Compilation,
    ImmutableArray<FileEntry> Resources,
    ImmutableArray<Reason> Warnings,
    byte[] Image,
    byte[] Symbols)
{
    /// <summary>The baseline, or <see langword="null"/> where bodies cannot be put into it.</summary>
    public static Baseline? Of(CompilePlan plan, CSharpCommandLineArguments arguments, CSharpCompilation compilation, BuildResult built) => CanBe(compilation)
        ? new Baseline(
            arguments,
            compilation,
            ResourcesOf(plan),
            [.. built.Warnings.Where(w => w.Diagnostic is { } said && !NullableOnce.IsNullable(said.Code))],
            File.ReadAllBytes(built.MainFile!),
            File.ReadAllBytes(Path.ChangeExtension(built.MainFile!, ".pdb")))
        : null;

    /// <summary>
    /// The trees of a compilation whose bodies, and nothing else, are others than they were here. <see langword="null"/> where
    /// more than bodies changed, or so much that it is no less work than all of it.
    /// </summary>
    public HashSet<SyntaxTree>? Changed(CompilePlan plan, CSharpCommandLineArguments arguments, CSharpCompilation now)
    {
        if (!ReferenceEquals(Arguments, arguments) || !Compilation.Options.Equals(now.Options) || Compilation.AssemblyName != now.AssemblyName
            || Compilation.SyntaxTrees.Length != now.SyntaxTrees.Length || !Compilation.References.SequenceEqual(now.References)
            || !Resources.SequenceEqual(ResourcesOf(plan)))
        {
            return null;
        }

        HashSet<SyntaxTree> changed = [];
        for (int i = 0; i < now.SyntaxTrees.Length; i++)
        {
            (SyntaxTree old, SyntaxTree tree) = (Compilation.SyntaxTrees[i], now.SyntaxTrees[i]);
            if (ReferenceEquals(old, tree) || (old.FilePath == tree.FilePath && old.Options.Equals(tree.Options) && old.GetText().ContentEquals(tree.GetText())))
            {
                continue;
            }

            if (old.FilePath != tree.FilePath || !old.Options.Equals(tree.Options) || tree.GetRoot().ContainsDiagnostics || HasTopLevelCode(tree) || !Declarations.AreSame(old, tree))
            {
                return null;
            }

            changed.Add(tree);
        }

        AddOtherParts(changed, now.SyntaxTrees);
        return changed.Sum(t => (long)t.Length) * 2 > now.SyntaxTrees.Sum(t => (long)t.Length) ? null : changed;
    }

    /// <summary>A type is taken whole: from the baseline, or from what is compiled now.</summary>
    private static void AddOtherParts(HashSet<SyntaxTree> changed, ImmutableArray<SyntaxTree> all)
    {
        HashSet<string> names = [.. changed.SelectMany(TopLevelTypes.PartNames)];
        for (int before = 0; before != changed.Count && names.Count > 0;)
        {
            before = changed.Count;
            foreach (SyntaxTree tree in all.Where(t => !changed.Contains(t)))
            {
                string[] parts = [.. TopLevelTypes.PartNames(tree)];
                if (names.Overlaps(parts))
                {
                    changed.Add(tree);
                    names.UnionWith(parts);
                }
            }
        }
    }

    // What is signed is signed as a whole; what is embedded from other assemblies, and calls that are intercepted by their
    // place in a file, depend on more than declarations.
    private static bool CanBe(CSharpCompilation compilation) =>
        compilation is { LanguageVersion: >= LanguageVersion.CSharp8, Options: { CryptoKeyFile: null, CryptoKeyContainer: null, PublicSign: false } }
        && compilation.Options is { CryptoPublicKey.IsEmpty: true, OutputKind: not OutputKind.NetModule }
        && compilation.References.All(r => r.Properties is { Kind: MetadataImageKind.Assembly, EmbedInteropTypes: false })
        && !compilation.SyntaxTrees.Any(t => t.GetText().ToString().Contains("InterceptsLocation", StringComparison.Ordinal));

    private static bool HasTopLevelCode(SyntaxTree tree) => ((CompilationUnitSyntax)tree.GetRoot()).Members.Any(SyntaxKind.GlobalStatement);

    private static ImmutableArray<FileEntry> ResourcesOf(CompilePlan plan) =>
    [
        .. plan.Arguments.Where(a => a.StartsWith("/resource:", StringComparison.Ordinal) || a.StartsWith("/linkresource:", StringComparison.Ordinal))
            .Select(a => Path.GetFullPath(a[(a.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',')[0].Trim('"'), plan.BaseFolder))
            .Select(p => new FileEntry(p, FileStamp.Of(p))),
    ];
}
