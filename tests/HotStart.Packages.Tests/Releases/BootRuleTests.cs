using HotStart.Packages.Releases;

namespace HotStart.Packages.Tests.Releases;

public sealed class BootRuleTests
{
    [Theory]
    [InlineData(ReleaseStatus.Current, 2, 7, false, 1, false)] // died of it
    [InlineData(ReleaseStatus.Current, 1, 7, false, 0, true)] // for the last time
    [InlineData(ReleaseStatus.Current, 1, 7, true, 1, false)] // ended in order
    [InlineData(ReleaseStatus.Current, 1, 6, false, 1, false)] // died of another
    [InlineData(ReleaseStatus.Permanent, 0, 7, false, 0, false)] // proven: no tries are counted
    public void Judge_AfterTheLastRun_CountsOnlyWhatItDiedOf(ReleaseStatus status, int tries, long ran, bool ended, int left, bool givesUp)
    {
        Release active = new() { Id = 7, Name = "7", Status = status, TriesLeft = tries, CreatedAt = default, Requester = "", Request = "", Base = 6, Plugins = [] };

        BootRule rule = BootRule.Judge(active, new Run(1, ran, ended));

        Assert.Equal((left, givesUp), (rule.TriesLeft, rule.GivesUp));
    }
}
