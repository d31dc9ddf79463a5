using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Compilation.Compiling;

/// <summary>Makes the next compilation from the last: what that one knows of references and of unchanged files stays known.</summary>
internal sealed class CompilationUpdate
{
    private CSharpCompilation? _last;
    private TreeOptions _treeOptions = new(null);

    /// <param name="plan">The plan.</param>
    /// <param name="arguments">What it says, understood.</param>
    /// <param name="trees">All code.</param>
    /// <param name="references">All references.</param>
    /// <param name="newTreeOptions">What configuration files say now, or null where that did not change.</param>
    public CSharpCompilation Next(
        CompilePlan plan, CSharpCommandLineArguments arguments, ImmutableArray<SyntaxTree> trees, ImmutableArray<MetadataReference> references, TreeOptions? newTreeOptions)
    {
        _treeOptions = newTreeOptions ?? _treeOptions;
        OutputKind kind = plan.IsProgramWithTopLevelCode && trees.Any(HasTopLevelCode)
            ? OutputKind.ConsoleApplication
            : arguments.CompilationOptions.OutputKind;
        if (_last is not { } last || newTreeOptions is not null || last.Options.OutputKind != kind || !last.References.SequenceEqual(references))
        {
            return _last = CSharpCompilation.Create(plan.AssemblyName, trees, references, Options(plan, arguments).WithOutputKind(kind));
        }

        return _last = With(last, trees);
    }

    /// <summary>The compilation over other trees; what it knows of those that stay the same stays known.</summary>
    public static CSharpCompilation With(CSharpCompilation last, ImmutableArray<SyntaxTree> trees)
    {
        SyntaxTree[] gone = [.. last.SyntaxTrees.Except(trees)];
        SyntaxTree[] added = [.. trees.Except(last.SyntaxTrees)];
        return (gone, added) switch
        {
            ([], []) => last,
            ([SyntaxTree old], [SyntaxTree changed]) when old.FilePath == changed.FilePath => last.ReplaceSyntaxTree(old, changed),

            // The order of files is seen in what is emitted: the same files are to give the same bytes.
            _ => last.RemoveAllSyntaxTrees().AddSyntaxTrees(trees),
        };
    }

    public void Forget() => _last = null;

    private static bool HasTopLevelCode(SyntaxTree tree) =>
        ((CompilationUnitSyntax)tree.GetRoot()).Members.Any(SyntaxKind.GlobalStatement);

    private CSharpCompilationOptions Options(CompilePlan plan, CSharpCommandLineArguments arguments) => arguments.CompilationOptions
        .WithSyntaxTreeOptionsProvider(_treeOptions)
        .WithSourceReferenceResolver(new SourceFileResolver(arguments.SourcePaths, plan.BaseFolder, arguments.PathMap))
        .WithXmlReferenceResolver(new XmlFileResolver(plan.BaseFolder))
        .WithStrongNameProvider(new DesktopStrongNameProvider(arguments.KeyFileSearchPaths))
        .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default);
}
