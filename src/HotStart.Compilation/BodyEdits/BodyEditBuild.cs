using System.Collections.Immutable;
using HotStart.Compilation.BodyEdits.Splicing;
using HotStart.Compilation.Compiling;
using HotStart.Compilation.Plans;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace HotStart.Compilation.BodyEdits;

/// <summary>
/// Compiles only the files that changed where nothing but bodies of members changed since all was compiled, and puts their
/// types into the DLL that was made then. Used by one build at a time.
/// </summary>
/// <remarks>
/// The other files are compiled along without their bodies, for their declarations. Whatever is in doubt, an error in the code
/// first of all, is left to the compilation of everything.
/// HAZARD: what becomes a warning in a file because the body of another changed is told only by the next whole compilation.
/// </remarks>
internal sealed class BodyEditBuild
{
    private static readonly string[] _ofFields = ["CS0067", "CS0169", "CS0414", "CS0649"];

    private Dictionary<SyntaxTree, SyntaxTree> _skeletons = [];
    private CSharpCompilation? _last;
    private Baseline? _baseline;

    /// <summary>How many builds came from here.</summary>
    public int Count { get; private set; }

    /// <summary>What was compiled as a whole.</summary>
    public void Remember(CompilePlan plan, CSharpCommandLineArguments arguments, CSharpCompilation whole, BuildResult built)
    {
        _baseline = Baseline.Of(plan, arguments, whole, built);
        _last = null;
    }

    /// <summary>The build, or <see langword="null"/> where everything has to be compiled.</summary>
    public BuildResult? Run(
        CompilePlan plan, CSharpCommandLineArguments arguments, CSharpCompilation whole, ImmutableArray<SyntaxTree> generated, string outputFolder, CancellationToken cancellationToken)
    {
        if (_baseline?.Changed(plan, arguments, whole) is not { } changed)
        {
            return null;
        }

        if (changed.Count == 0)
        {
            return Write(plan, outputFolder, new SplicedImage(new MemoryStream(_baseline.Image), new MemoryStream(_baseline.Symbols)), _baseline.Warnings);
        }

        CSharpCompilation edited = _last = Edited(whole, changed);
        using MemoryStream image = new();
        using MemoryStream symbols = new();
        EmitResult emitted = Emission.Emit(plan, arguments, edited, generated.Where(changed.Contains), image, symbols, cancellationToken);
        if (!emitted.Success)
        {
            return null;
        }

        HashSet<string> types = [.. changed.SelectMany(t => TopLevelTypes.MetadataNames(edited, t, cancellationToken))];
        HashSet<string> files = [.. changed.Select(t => whole.Options.SourceReferenceResolver?.NormalizePath(t.FilePath, baseFilePath: null) ?? t.FilePath)];
        if (Splice.Run(_baseline.Image, _baseline.Symbols, image.ToArray(), symbols.ToArray(), types, files) is not { } spliced)
        {
            return null;
        }

        IEnumerable<Diagnostic> said = emitted.Diagnostics.Where(d => d.Location.SourceTree is { } tree && changed.Contains(tree) && IsOfThisFileAlone(d));
        HashSet<string> paths = [.. changed.Select(t => t.FilePath)];
        return Write(plan, outputFolder, spliced, [.. _baseline.Warnings.Where(w => !paths.Contains(w.Diagnostic!.File)), .. Emission.Said(said, plan)[false].Distinct()]);
    }

    private BuildResult Write(CompilePlan plan, string outputFolder, SplicedImage spliced, ImmutableArray<Reason> warnings)
    {
        Count++;
        string folder = OutputFolder.Next(outputFolder);
        string dll = Path.Join(folder, plan.AssemblyName + ".dll");
        OutputFolder.Write(folder, plan, dll, spliced.Image, spliced.Symbols);
        return new BuildResult(dll, [], warnings);
    }

    private CSharpCompilation Edited(CSharpCompilation whole, HashSet<SyntaxTree> changed)
    {
        Dictionary<SyntaxTree, SyntaxTree> skeletons = [];
        foreach (SyntaxTree tree in whole.SyntaxTrees.Where(t => !changed.Contains(t)))
        {
            skeletons[tree] = _skeletons.TryGetValue(tree, out SyntaxTree? known) ? known : Skeleton.Of(tree);
        }

        _skeletons = skeletons;
        ImmutableArray<SyntaxTree> trees = [.. whole.SyntaxTrees.Select(t => skeletons.GetValueOrDefault(t, t))];
        return _last is { } last && last.Options.Equals(whole.Options) && last.References.SequenceEqual(whole.References)
            ? CompilationUpdate.With(last, trees)
            : whole.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
    }

    /// <summary>Whether bodies of other files, which were not compiled, could not have made it untrue.</summary>
    private static bool IsOfThisFileAlone(Diagnostic diagnostic)
    {
        if (!_ofFields.Contains(diagnostic.Id))
        {
            return true;
        }

        SyntaxNode? field = diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<BaseFieldDeclarationSyntax>();
        return field is BaseFieldDeclarationSyntax { Modifiers: var modifiers }
            && !modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);
    }
}
