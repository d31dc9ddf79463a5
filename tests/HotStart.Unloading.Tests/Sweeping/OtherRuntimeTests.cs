using HotStart.Flow.Candidates;
using HotStart.Flow.Unloading.Sweeping;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace HotStart.Unloading.Tests.Sweeping;

/// <summary>A rule that meets another layout than it knows does nothing, says so once, and holds up no other.</summary>
public sealed class OtherRuntimeTests
{
    private const string CoreLib = "System.Private.CoreLib";

    [Theory]
    [InlineData("System.AppContext", "s_noSuchField", "does not exist")]
    [InlineData("System.NoSuchType", "s_dataStore", "does not exist")]
    [InlineData("System.AppContext", "s_dataStore", "not a String")]
    [InlineData("System.Threading.Timer", "_timer", "not static")]
    public void Rule_FieldIsNotAsExpected_EvictsNothingAndSaysSoOnce(string type, string field, string said)
    {
        OneField rule = new(new FrameworkField(CoreLib, type, field));
        Assert.Equal(0, rule.Evict(Nobody()));
        Assert.Contains(said, rule.TakeMisfit());
        Assert.Equal(0, rule.Evict(Nobody()));
        Assert.Null(rule.TakeMisfit());
    }

    [Fact]
    public void Rule_AssemblyIsNotLoaded_EvictsNothingAndSaysNothing()
    {
        OneField rule = new(new FrameworkField("System.Speech.NeverLoaded", "T", "f"));
        Assert.Equal(0, rule.Evict(Nobody()));
        Assert.Null(rule.TakeMisfit());
    }

    [Fact]
    public void Sweep_RulesMisfitAndFail_AreLoggedOnceAndTheRestRuns()
    {
        FakeLogger logger = new();
        int ran = 0;
        Sweep sweep = new(TimeProvider.System, logger,
        [
            new OneField(new FrameworkField(CoreLib, "System.AppContext", "s_noSuchField")),
            new Step(() => throw new FormatException("broken rule")),
            new Step(() => ran++),
        ]);
        sweep.Run("p", 1, Nobody());
        sweep.Run("p", 2, Nobody());

        Assert.Equal(2, ran);
        Assert.Single(logger.Collector.GetSnapshot(), r => r.Id.Id == 121);
        Assert.Equal(2, logger.Collector.GetSnapshot().Count(r => r.Id.Id == 122 && r.Exception is FormatException && r.Level == LogLevel.Warning));
    }

    private static SweptGeneration Nobody() =>
        new(new PluginLoadContext("nobody", new StagedCopy("f", "/nowhere", "/nowhere/p.dll", [], "/nowhere/p.dll"), new SharedAssemblies([]), collectible: true));

    private sealed class OneField(FrameworkField field) : SweepRule(field)
    {
        public override int Evict(SweptGeneration gone) => field.TryGet(null, out string? _) ? 1 : 0;
    }

    private sealed class Step(Action run) : SweepRule
    {
        public override int Evict(SweptGeneration gone)
        {
            run();
            return 0;
        }
    }
}
