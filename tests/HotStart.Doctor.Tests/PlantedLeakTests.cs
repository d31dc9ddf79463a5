namespace HotStart.Doctor.Tests;

/// <summary>One host with every planted leak, looked at once; each leak is judged by itself.</summary>
public sealed class PlantedLeakTests(PlantedHost host) : IClassFixture<PlantedHost>
{
    public static TheoryData<PlantedLeak> Leaks => [.. PlantedLeaks.Kept];

    [Fact]
    public void PlantedLeak_OfASortThatIsSwept_IsGone() =>
        Assert.DoesNotContain(host.Report.Leaked, g => PlantedLeaks.Swept.Contains(g.PluginId));

    [Theory]
    [MemberData(nameof(Leaks))]
    public void PlantedLeak_Examined_IsNamedInTheFirstLine(PlantedLeak leak)
    {
        LeakedGeneration found = Assert.Single(host.Report.Leaked, g => g.PluginId == leak.Id);
        Assert.False(found.IsFree, $"{leak.Id} is held by nothing. {host.Output}");
        LeakChain first = found.Chains[0];
        string all = string.Join('\n', found.Chains.Select(c => $"{c}\n    {string.Join("\n    ", c.Links)}"));
        Assert.True(leak.Problem(first) is null, $"{leak.Problem(first)}:\n{all}");
    }
}
