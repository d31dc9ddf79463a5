namespace HotStart.Doctor.Tests;

/// <summary>Hosts with very much to tell, or with plugins that misbehave in their end.</summary>
public sealed class OddHostTests
{
    [Fact]
    public async Task Examine_HundredLeakedGenerations_NamesEach()
    {
        PlantedLeak[] many = [.. Enumerable.Range(1, 100).Select(i =>
            new PlantedLeak($"Many{i}", "static-field", "static field Hosts.Leaking.Held.List", $"Many{i}.Goods", "Held.List.Add(new Goods());"))];
        await using LeakingHost host = await LeakingHost.StartAsync(many);
        DoctorReport report = await PluginDoctor.ExamineAsync(new DoctorRequest(host.Id));
        Assert.Equal(100, report.Leaked.Length);
        Assert.All(many, leak => Assert.Null(leak.Problem(Assert.Single(report.Leaked, g => g.PluginId == leak.Id).Chains[0])));
    }

    [Fact]
    public async Task Finalizer_Hangs_TheVerdictSaysSoAndTheDoctorNamesIt()
    {
        await using LeakingHost host = await LeakingHost.StartAsync(
            [Finalized("Hangs", "~Made() { using ManualResetEventSlim never = new(); never.Wait(); }")]);
        Assert.Contains(host.Out.All, l => l.StartsWith("Hangs 1 Leaked: a finalizer hangs", StringComparison.Ordinal));

        DoctorReport report = await PluginDoctor.ExamineAsync(new DoctorRequest(host.Id));
        LeakChain first = Assert.Single(report.Leaked, g => g.PluginId == "Hangs").Chains[0];
        Assert.Equal("finalizer", first.Cause.Id);
        Assert.Contains("Hangs.Made.Finalize", first.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finalizer_RootsItsObjectAgain_TheDoctorNamesWhere()
    {
        await using LeakingHost host = await LeakingHost.StartAsync([Finalized("Returns", "~Made() => Held.List.Add(this);")]);
        DoctorReport report = await PluginDoctor.ExamineAsync(new DoctorRequest(host.Id));
        LeakChain first = Assert.Single(report.Leaked, g => g.PluginId == "Returns").Chains[0];
        Assert.Equal("static-field", first.Cause.Id);
        Assert.Contains("Hosts.Leaking.Held.List ← Returns.Made", first.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finalizer_Throws_TheHostGoesOnAndItUnloads()
    {
        await using LeakingHost host = await LeakingHost.StartAsync(
            [Finalized("Throws", "~Made() => throw new InvalidOperationException(\"in the end\");")]);
        Assert.Contains(host.Out.All, l => l.StartsWith("fault of Throws", StringComparison.Ordinal) && l.Contains("in the end", StringComparison.Ordinal));
        Assert.Empty((await PluginDoctor.ExamineAsync(new DoctorRequest(host.Id))).Leaked);
    }

    [Fact]
    public async Task Examine_SecondRuntimeInTheProcess_LooksThroughTheFirstAndNotesTheOther()
    {
        // A copy of the runtime's library that was loaded and never started: two that run cannot be had in one process.
        const string Load = """
            string copy = Directory.CreateDirectory(Path.GetDirectoryName(typeof(Leak).Assembly.Location) + "/second runtime").FullName + "/libcoreclr.so";
            File.Copy(RuntimeEnvironment.GetRuntimeDirectory() + "libcoreclr.so", copy);
            NativeLibrary.Load(copy);
            Held.List.Add(new Goods());
            """;
        PlantedLeak second = new("Second", "static-field", "static field Hosts.Leaking.Held.List", "Second.Goods", Load);
        await using LeakingHost host = await LeakingHost.StartAsync([second]);
        DoctorReport report = await PluginDoctor.ExamineAsync(new DoctorRequest(host.Id));
        Assert.Null(second.Problem(Assert.Single(report.Leaked).Chains[0]));
        Assert.Contains(report.Notes, n => n.Contains("second runtime", StringComparison.Ordinal));
    }

    private static PlantedLeak Finalized(string id, string finalizer) => new(
        id, "", "", "", "Make();",
        $$"""[MethodImpl(MethodImplOptions.NoInlining)] static void Make() => new Made(); } public sealed class Made { {{finalizer}}""");
}
