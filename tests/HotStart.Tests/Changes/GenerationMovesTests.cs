using HotStart.Flow.Generations;

namespace HotStart.Tests.Changes;

using static GenerationState;

public sealed class GenerationMovesTests
{
    [Fact]
    public void IsAllowed_EveryPair_IsTheLifeOfAGeneration()
    {
        (GenerationState From, GenerationState To)[] allowed =
        [
            (Candidate, Active), (Candidate, Draining), (Active, Warm), (Active, Draining), (Warm, Active), (Warm, Draining),
            (Draining, Lingering), (Draining, Stopping), (Lingering, Stopping), (Stopping, Unloading),
            (Unloading, Unloaded), (Unloading, Leaked), (Leaked, Unloaded),
        ];
        GenerationState[] all = Enum.GetValues<GenerationState>();
        Assert.Equal(
            allowed.Order(),
            all.SelectMany(from => all.Select(to => (from, to))).Where(m => GenerationMoves.IsAllowed(m.from, m.to)).Order());
    }
}
