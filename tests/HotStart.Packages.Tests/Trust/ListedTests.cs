using HotStart.Packages.Packing;
using HotStart.Packages.Trust;

namespace HotStart.Packages.Tests.Trust;

/// <summary>HotStart:Trust = listed hashes, and the lock file.</summary>
public sealed class ListedTests
{
    [Fact]
    public async Task Check_Listed_TakesWhatIsListedAlone()
    {
        using TempFolder folder = new();
        using PluginPackage shop = await PluginPackage.OpenAsync(Nupkg.Library("Shop", "1.0.0").Write(folder.Path));
        using PluginPackage other = await PluginPackage.OpenAsync(Nupkg.Library("Other", "1.0.0").Write(folder.Path));
        TrustPolicy policy = new(new TrustOptions { Mode = TrustMode.Listed, Hashes = [shop.Sha256.ToUpperInvariant()] });

        Assert.Empty(await policy.CheckAsync(shop));
        Reason reason = Assert.Single(await policy.CheckAsync(other));
        Assert.Equal(PackageReasonCodes.Unlisted, reason.Code);
        Assert.Contains(other.Sha256, reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TrustMode.Any)]
    [InlineData(TrustMode.Listed)]
    public async Task Check_LockedWithAnotherHash_IsRefusedInEveryMode(TrustMode mode)
    {
        using TempFolder folder = new();
        using PluginPackage locked = await PluginPackage.OpenAsync(Nupkg.Library("Shop", "1.0.0").Write(folder["a"]));
        using PluginPackage replaced = await PluginPackage.OpenAsync(Nupkg.Library("Shop", "1.0.0").With("x.txt", "x").Write(folder["b"]));
        PackageLock.Empty.With([locked]).Write(folder["hotstart.lock.json"]);
        TrustPolicy policy = new(new TrustOptions { Mode = mode, LockFile = folder["hotstart.lock.json"] });

        Assert.Empty(await policy.CheckAsync(locked));
        Assert.Equal(PackageReasonCodes.HashMismatch, Assert.Single(await policy.CheckAsync(replaced)).Code);
    }

    [Fact]
    public async Task Check_NotInTheLockFile_IsRefusedWhereOnlyListedIsTaken()
    {
        using TempFolder folder = new();
        using PluginPackage shop = await PluginPackage.OpenAsync(Nupkg.Library("Shop", "1.0.0").Write(folder.Path));
        PackageLock.Empty.Write(folder["lock.json"]);

        Assert.Empty(await new TrustPolicy(new TrustOptions { LockFile = folder["lock.json"] }).CheckAsync(shop));
        Assert.Equal(
            PackageReasonCodes.Unlisted,
            Assert.Single(await new TrustPolicy(new TrustOptions { Mode = TrustMode.Listed, LockFile = folder["lock.json"] }).CheckAsync(shop)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"schema\":2,\"packages\":{}}")]
    [InlineData("{\"schema\":1}")]
    [InlineData("{\"schema\":1,\"packages\":{\"a/1.0.0\":\"short\"}}")]
    public void Policy_LockFileThatIsNone_IsRefused(string text)
    {
        using TempFolder folder = new();
        TrustOptions options = new() { LockFile = folder.Write("lock.json", text) };

        Assert.Equal(ReasonCodes.Unreadable, Assert.Throws<PackageException>(() => new TrustPolicy(options)).Reasons[0].Code);
    }

    [Fact]
    public void Policy_OptionsThatAreWrong_TellsAllAtOnce()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new TrustPolicy(new TrustOptions { Mode = TrustMode.Signed, Hashes = ["12"] }));

        Assert.Contains("'12'", e.Message, StringComparison.Ordinal);
        Assert.Contains("HotStart:Trust:Certificates is empty", e.Message, StringComparison.Ordinal);
    }
}
