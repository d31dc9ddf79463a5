using HotStart.Compilation.Compiling;
using HotStart.Compilation.Tests.Compiling;
using HotStart.Compilation.Tests.Projects;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Tests.BodyEdits;

/// <summary>An image that was put together is no different from one that was compiled whole.</summary>
public sealed class BodyEditPropertyTests : IDisposable
{
    private const int Rounds = 6;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(1, "/optimize+")]
    [InlineData(2, "/debug+", "/optimize-")]
    public async Task Splice_RandomBodiesOfAllFeatures_DoesWhatAWholeCompilationDoes(int seed, params string[] arguments)
    {
        Random random = new(seed);
        _bench.Write("PartsMore.cs", Corpus.MoreParts);
        foreach (Feature feature in Corpus.All)
        {
            _bench.Write(feature.FileName, feature.Text(0, 1, 0));
        }

        arguments = ["/unsafe", "/nowarn:CS8524", .. arguments];
        await _bench.ImageAsync(arguments);
        for (int round = 1; round <= Rounds; round++)
        {
            // A round touches some of them, and all rounds together touch each of them.
            foreach (Feature feature in Corpus.All.Where((_, i) => i % 3 == round % 3))
            {
                _bench.Write(feature.FileName, feature.Text(random.Next(feature.Bodies.Length), random.Next(2, 1000), random.Next(4)));
            }

            foreach (Feature feature in Corpus.All.Where((_, i) => i % 3 != round % 3))
            {
                _bench.Write(feature.FileName, feature.Text(0, 1, 0));
            }

            await CompareAsync(round, arguments);
        }
    }

    private async Task CompareAsync(int round, string[] arguments)
    {
        BuildResult spliced = await _bench.CompileAsync(arguments);
        Assert.True(spliced.Succeeded, string.Join('\n', spliced.Errors));
        Assert.Equal(round, _bench.Compiler.BodyEdits);
        using WarmCompiler cold = new(new CompilerOptions(), TimeProvider.System);
        BuildResult whole = await cold.CompileAsync("cold", await _bench.PlanAsync(arguments), _bench.Folder["cold"], CancellationToken.None);
        Assert.Equal(Surface.Of(whole.MainFile!), Surface.Of(spliced.MainFile!));
        Loaded.Read(spliced.MainFile!);
        Assert.Equal(Loaded.Answers(whole.MainFile!), Loaded.Answers(spliced.MainFile!));
    }
}
