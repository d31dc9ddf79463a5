using HotStart.Packages.Compatibility;
using NuGet.Versioning;

namespace HotStart.Packages.Tests.Compatibility;

/// <summary>Which version number would have been right.</summary>
public sealed class VersionRuleTests
{
    private static readonly ApiChange _break = new("Shop.Till.Price", ChangeKind.Removed, "Shop.Till.Price is gone.") { IsBinaryCompatible = false, IsSourceCompatible = false };
    private static readonly ApiChange _addition = new("Shop.Till.Close", ChangeKind.Added, "Shop.Till.Close is new.");

    [Theory]
    [InlineData("1.4.2", "1.4.3", false, false, null)]
    [InlineData("1.4.2", "1.4.2", false, false, null)]
    [InlineData("1.4.2", "1.4.1", false, false, "1.4.2")]
    [InlineData("1.4.2", "1.4.3", false, true, "1.5.0")]
    [InlineData("1.4.2", "1.5.0", false, true, null)]
    [InlineData("1.4.2", "1.5.0-beta.1", false, true, null)]
    [InlineData("1.4.2", "1.5.0", true, false, "2.0.0")]
    [InlineData("1.4.2", "2.0.0", true, true, null)]
    [InlineData("1.4.2", "2.0.0-rc.1", true, true, null)]
    [InlineData("1.4.2", "1.9.0-rc.1", true, true, "2.0.0")]
    [InlineData("0.1.0", "0.2.0", true, false, "1.0.0")]
    [InlineData("0.1.0", "0.2.0", false, true, null)]
    [InlineData("2.0.0-beta.1", "2.0.0-beta.2", true, true, null)]
    [InlineData("2.0.0-beta.1", "2.0.0", true, true, null)]
    [InlineData("2.1.0-beta.1", "2.1.0", true, false, "3.0.0")]
    public void Judge_Version_NamesTheRightOne(string old, string @new, bool breaks, bool adds, string? right)
    {
        VersionVerdict verdict = Judge(old, @new, breaks, adds);

        Assert.Equal(right is null, verdict.IsHonest);
        if (right is not null)
        {
            Assert.Equal(right, verdict.RightVersion.ToNormalizedString());
            Assert.All(verdict.Reasons, r => Assert.Contains(right, r.Message, StringComparison.Ordinal));
            Assert.All(verdict.Reasons, r => Assert.Equal(PackageReasonCodes.DishonestVersion, r.Code));
        }
    }

    [Fact]
    public void Judge_BreakInAMinorVersion_NamesTheMember()
    {
        Reason reason = Assert.Single(Judge("1.0.0", "1.1.0", breaks: true, adds: true).Reasons);

        Assert.Contains("Shop.Till.Price is gone. That breaks compiled code and source", reason.Message, StringComparison.Ordinal);
        Assert.Contains("the right version would be 2.0.0", reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop.Till.Price", true)]
    [InlineData("Till.Price", true)]
    [InlineData("Price", true)]
    [InlineData("Shop.Till", true)]
    [InlineData("Till", true)]
    [InlineData("Pri", false)]
    [InlineData("Shop.Till.Price.More", false)]
    public void Judge_BreakAllowedByName_PassesAndIsRecorded(string name, bool passes)
    {
        VersionVerdict verdict = Judge("1.0.0", "1.1.0", breaks: true, adds: false, name);

        Assert.Equal(passes, verdict.IsHonest);
        Assert.Equal(passes ? [_break] : [], verdict.AllowedBreaks.ToArray());
    }

    [Fact]
    public void Judge_BreakAllowedByNameInAPatch_StillNeedsAMinor() =>
        Assert.Equal((false, "1.1.0"), Judge("1.0.0", "1.0.1", breaks: true, adds: false, "Price") is var v ? (v.IsHonest, v.RightVersion.ToNormalizedString()) : default);

    [Fact]
    public void Judge_MajorVersion_NeedsNoAllowance() => Assert.Empty(Judge("1.0.0", "2.0.0", breaks: true, adds: false, "Price").AllowedBreaks);

    private static VersionVerdict Judge(string old, string @new, bool breaks, bool adds, params string[] allow) => VersionRule.Judge(
        NuGetVersion.Parse(old), NuGetVersion.Parse(@new), new ApiComparison([.. breaks ? [_break] : Array.Empty<ApiChange>(), .. adds ? [_addition] : Array.Empty<ApiChange>()]), allow);
}
