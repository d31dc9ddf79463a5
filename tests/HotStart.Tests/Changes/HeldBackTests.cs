using HotStart.Flow;
using HotStart.Testing;

namespace HotStart.Tests.Changes;

public sealed class HeldBackTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HeldBack _heldBack = new();
    private readonly string _good;
    private readonly string _bad;
    private readonly string _worse;

    public HeldBackTests()
    {
        _good = _folder.Write("good.dll", "");
        _bad = _folder.Write("bad.dll", "");
        _worse = _folder.Write("worse.dll", "");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ComingAlong_CulpritArrivesAgain_BringsItsPartnersOnce()
    {
        Remember((_good, ReasonCodes.PartnerRefused), (_bad, ReasonCodes.InitializerFailed));
        Assert.Empty(_heldBack.ComingAlong([_worse]));
        Assert.Equal([_good], _heldBack.ComingAlong([_bad]));
        Assert.Empty(_heldBack.ComingAlong([_bad]));
    }

    [Fact]
    public void ComingAlong_PartnerWentLiveMeanwhile_ItWaitsForNobody()
    {
        Remember((_good, ReasonCodes.PartnerRefused), (_bad, ReasonCodes.InitializerFailed));
        Remember((_good, null));
        Assert.Empty(_heldBack.ComingAlong([_bad]));
    }

    [Fact]
    public void ComingAlong_OneOfTwoCulpritsArrives_TheOtherIsAskedAgainToo()
    {
        Remember((_good, ReasonCodes.PartnerRefused), (_bad, ReasonCodes.InitializerFailed), (_worse, ReasonCodes.NotAPeFile));
        Assert.Equal([_bad, _good], _heldBack.ComingAlong([_worse]));
    }

    [Fact]
    public void ComingAlong_PartnerIsGoneFromDisk_IsWaitedForNoLonger()
    {
        Remember((_good, ReasonCodes.PartnerRefused), (_bad, ReasonCodes.InitializerFailed));
        File.Delete(_good);
        Assert.Empty(_heldBack.ComingAlong([_bad]));
    }

    private void Remember(params (string Path, string? Code)[] plugins) => _heldBack.Remember(new SwapResult
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
    });
}
