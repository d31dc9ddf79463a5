namespace HotStart.Doctor.Tests;

/// <summary>One host with every planted leak, looked at once; each leak is judged by itself.</summary>
public sealed class PlantedLeakTests(PlantedHost host) : IClassFixture<PlantedHost>
{
    // What the sweep of a host ends by itself: planted all the same, and gone before the doctor looks.
    private static readonly string[] _swept =
        ["ProcessExit", "PlainTimer", "Descriptor", "DynamicCall", "ProxyType", "ObservableMeter", "ListeningMeter", "ListeningActivity"];

    public static TheoryData<PlantedLeak> Leaks => [.. PlantedLeaks.All.Where(l => !_swept.Contains(l.Id))];

    [Fact]
    public void PlantedLeak_OfASortThatIsSwept_IsGone() =>
        Assert.DoesNotContain(host.Report.Leaked, g => _swept.Contains(g.PluginId));

    [Theory]
    [MemberData(nameof(Leaks))]
    public void PlantedLeak_Examined_IsNamedInTheFirstLine(PlantedLeak leak)
    {
        LeakedGeneration found = Assert.Single(host.Report.Leaked, g => g.PluginId == leak.Id);
        Assert.False(found.IsFree, $"{leak.Id} is held by nothing. {host.Output}");
        LeakChain first = found.Chains[0];
        string all = string.Join('\n', found.Chains.Select(c => $"{c}\n    {string.Join("\n    ", c.Links)}"));
        Assert.True(first.Cause.Id == leak.Cause, $"{leak.Cause} expected:\n{all}");
        Assert.True(first.Summary.Contains(leak.Holder, StringComparison.Ordinal), $"'{leak.Holder}' expected:\n{all}");
        Assert.True(first.Summary.Split('←')[^1].Contains(leak.Held, StringComparison.Ordinal), $"'{leak.Held}' expected:\n{all}");
    }
}
