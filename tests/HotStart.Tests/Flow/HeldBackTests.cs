using HotStart.Flow;

namespace HotStart.Tests.Flow;

public sealed class HeldBackTests
{
    [Fact]
    public void With_CulpritArrivesAgain_BringsItsPartnersAlong()
    {
        HeldBack heldBack = new();
        heldBack.Remember(Result(("good", ReasonCodes.PartnerRefused), ("bad", ReasonCodes.InitializerFailed)));
        Assert.Equal(["other"], heldBack.With(["other"]));
        Assert.Equal(["bad", "good"], heldBack.With(["bad"]));
        Assert.Equal(["bad"], heldBack.With(["bad"]));
    }

    [Fact]
    public void With_PartnerWentLiveMeanwhile_ItWaitsForNobody()
    {
        HeldBack heldBack = new();
        heldBack.Remember(Result(("good", ReasonCodes.PartnerRefused), ("bad", ReasonCodes.InitializerFailed)));
        heldBack.Remember(Result(("good", null)));
        Assert.Equal(["bad"], heldBack.With(["bad"]));
    }

    [Fact]
    public void With_OneOfTwoCulpritsArrives_TheOtherComesAlong()
    {
        HeldBack heldBack = new();
        heldBack.Remember(Result(
            ("good", ReasonCodes.PartnerRefused), ("bad", ReasonCodes.InitializerFailed), ("worse", ReasonCodes.NotAPeFile)));
        Assert.Equal(["bad", "good", "worse"], heldBack.With(["worse"]));
    }

    private static SwapResult Result(params (string Path, string? Code)[] plugins) => new()
    {
        Outcome = SwapOutcome.Refused,
        Plugins = [.. plugins.Select(p => new PluginSwap(p.Path, p.Code is null ? SwapOutcome.Swapped : SwapOutcome.Refused)
        {
            Artifact = p.Path,
            Reasons = p.Code is null ? [] : [new Reason(p.Code, p.Code)],
        })],
        LiveSet = 1,
        StartedAt = default,
        Duration = default,
    };
}
