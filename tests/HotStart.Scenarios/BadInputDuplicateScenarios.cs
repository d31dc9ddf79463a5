using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Two artifacts that claim one id: both are named, the first serves on, and when it goes the other takes its place.</summary>
public sealed class BadInputDuplicateScenarios
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SecondArtifact_OfOneId_IsRefusedAndTakesOverWhenTheFirstIsDeleted(bool removeWhenDeleted)
    {
        await using WatchingRig rig = new();
        rig.Options.RemoveWhenDeleted = removeWhenDeleted;
        Claim(rig.In("first"), "v1");
        await rig.StartAsync();
        Claim(rig.In("second"), "v2");
        await ExpectBothNamedAsync(rig);
        Assert.Equal("v1", rig.Answer("claimed"));
        Claim(rig.In("second"), "v3");
        await ExpectBothNamedAsync(rig);
        Claim(rig.In("first"), "v4");
        await rig.ExpectSwapAsync("v4", "claimed");

        Directory.Delete(rig.In("first"), recursive: true);
        await rig.ExpectSwapAsync("v3", "claimed");
        Assert.Equal("v3", rig.Answer("claimed"));
        Assert.Equal(rig.In("second", "same.dll"), rig.Status("claimed").Artifact);
        Assert.False(rig.Status("claimed").ArtifactDeleted);
        Claim(rig.In("second"), "v5");
        await rig.ExpectSwapAsync("v5", "claimed");
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task BothThereAtStart_TheFirstByPathServes()
    {
        await using WatchingRig rig = new();
        Claim(rig.In("first"), "v1");
        Claim(rig.In("second"), "v2");
        await rig.StartAsync();
        Assert.Equal("v1", rig.Answer("claimed"));
        string refusal = Assert.Single(rig.Status("claimed").LastRefusal).Message;
        Assert.Contains(rig.In("first"), refusal, StringComparison.Ordinal);
        Assert.Contains(rig.In("second"), refusal, StringComparison.Ordinal);
        Directory.Delete(rig.In("first"), recursive: true);
        await rig.ExpectSwapAsync("v2", "claimed");
        await rig.ExpectNothingMoreAsync();
    }

    /// <summary>A copy with the same name and the same bytes, both staged at the same moment.</summary>
    [Fact]
    public async Task IdenticalCopies_AtStart_OneServesAndBothAreNamed()
    {
        for (int i = 0; i < 10; i++)
        {
            await using WatchingRig rig = new();
            Claim(rig.In("first"), "v1");
            Claim(rig.In("second"), "v1");
            await rig.StartAsync();
            Assert.Equal("v1", rig.Answer("claimed"));
            Assert.Equal(ReasonCodes.DuplicateId, Assert.Single(rig.Status("claimed").LastRefusal).Code);
        }
    }

    /// <summary>One of two that arrive together is bad for good and then deleted: the other is not held back for ever.</summary>
    [Fact]
    public async Task Partner_GoneInsteadOfMended_HoldsNobodyBack()
    {
        await using WatchingRig rig = new();
        rig.Options.GatherWindow = TimeSpan.FromMilliseconds(300);
        rig.Forge.Hello("v1");
        string other = rig.Forge.Hello("v1", "other");
        await rig.StartAsync();

        // Together: the good one waits for its partner.
        rig.Forge.Hello("v2");
        await File.WriteAllTextAsync(other, new string('x', 5000));
        Assert.Equal(ReasonCodes.PartnerRefused, Assert.Single((await rig.ExpectAsync(PluginEventKind.Refused)).Reasons).Code);
        await rig.ExpectAsync(PluginEventKind.Refused, "other");

        // What waited is deleted; its partner is mended and must not wait for it now.
        File.Delete(rig.In("hello.dll"));
        await rig.ExpectAsync(PluginEventKind.ArtifactDeleted);
        rig.Forge.Hello("v2", "other");
        await rig.ExpectSwapAsync("v2", "other");
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Culprit_DeletedInsteadOfMended_ItsPartnerGoesLive()
    {
        await using WatchingRig rig = new();
        rig.Options.GatherWindow = TimeSpan.FromMilliseconds(300);
        rig.Forge.Hello("v1");
        string other = rig.Forge.Hello("v1", "other");
        await rig.StartAsync();

        rig.Forge.Hello("v2");
        await File.WriteAllTextAsync(other, new string('x', 5000));
        Assert.Equal(ReasonCodes.PartnerRefused, Assert.Single((await rig.ExpectAsync(PluginEventKind.Refused)).Reasons).Code);
        await rig.ExpectAsync(PluginEventKind.Refused, "other");

        File.Delete(other);
        await rig.ExpectAsync(PluginEventKind.ArtifactDeleted, "other");
        await rig.ExpectSwapAsync("v2");
        Assert.Equal("v2", rig.Answer());
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task SeveralBadPartners_MendedOneByOne_GoLiveTogetherAtTheLast()
    {
        await using WatchingRig rig = new();
        rig.Options.GatherWindow = TimeSpan.FromMilliseconds(300);
        string[] names = ["good", "badly", "worse"];
        foreach (string name in names)
        {
            rig.Forge.Hello("v1", name);
        }

        await rig.StartAsync();
        rig.Forge.Hello("v2", "good");
        await File.WriteAllTextAsync(rig.In("badly.dll"), new string('x', 5000));
        await File.WriteAllTextAsync(rig.In("worse.dll"), new string('x', 5000));
        foreach (string name in names)
        {
            await rig.ExpectAsync(PluginEventKind.Refused, name);
        }

        rig.Forge.Hello("v2", "badly");
        foreach (string name in names)
        {
            await rig.ExpectAsync(PluginEventKind.Refused, name);
        }

        rig.Forge.Hello("v2", "worse");
        foreach (string name in names)
        {
            await rig.ExpectSwapAsync("v2", name);
        }

        await rig.ExpectNothingMoreAsync();
    }

    private static async Task ExpectBothNamedAsync(WatchingRig rig)
    {
        PluginEvent e = await rig.ExpectAsync(PluginEventKind.Refused, "claimed");
        Reason reason = Assert.Single(e.Reasons);
        Assert.Equal(ReasonCodes.DuplicateId, reason.Code);
        Assert.Contains(rig.In("first"), reason.Message, StringComparison.Ordinal);
        Assert.Contains(rig.In("second"), reason.Message, StringComparison.Ordinal);
    }

    private static void Claim(string folder, string version) => new PluginForge(folder).Build(new PluginSource(
        "same", $"[assembly: HotStart.Plugin(\"claimed\", \"{version}\")] public static class Greeter {{ public static string Hello() => \"{version}\"; }}"));
}
