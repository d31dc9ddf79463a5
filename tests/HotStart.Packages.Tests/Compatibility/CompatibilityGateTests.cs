using HotStart.Packages.Compatibility;

namespace HotStart.Packages.Tests.Compatibility;

/// <summary>What a candidate must pass, on real packages.</summary>
[Collection<PackedPluginUsers>]
public sealed class CompatibilityGateTests(PackedPlugins packed)
{
    [Fact]
    public async Task Check_AdditionInAMinorVersion_Passes()
    {
        GateResult result = await CompatibilityGate.CheckAsync(packed.Package("1.1.0"), packed.Package("1.0.0"));

        Assert.True(result.IsFit, string.Join(" | ", result.Candidate.Reasons));
        Assert.Equal("Till.Close: static int Close()", Assert.Single(result.Candidate.Additions));
        Assert.Equal(("1.0.0", "1.1.0"), (result.ActiveVersion!.ToString(), result.Version!.ToString()));
    }

    [Fact]
    public async Task Check_BreakThatCallsItselfMinor_IsRefusedWithTheRightVersion()
    {
        GateResult result = await CompatibilityGate.CheckAsync(packed.Package("1.2.0"), packed.Package("1.1.0"));

        Assert.Equal([PackageReasonCodes.DishonestVersion, PackageReasonCodes.DishonestVersion], result.Candidate.Reasons.Select(r => r.Code));
        Assert.Contains(result.Candidate.Reasons, r => r.Message.Contains("Till.Open is gone", StringComparison.Ordinal) && r.Message.Contains("2.0.0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_BreakAllowedByName_PassesAndIsTold()
    {
        GateResult result = await CompatibilityGate.CheckAsync(
            packed.Package("1.2.0"), packed.Package("1.0.0"), new GateOptions { AllowBreaking = ["Till.Open"] });

        Assert.True(result.IsFit, string.Join(" | ", result.Candidate.Reasons));
        Assert.Equal("Till.Open", Assert.Single(result.Verdict!.AllowedBreaks).Member);
    }

    [Fact]
    public async Task Check_HostThatIsTooOld_IsRefused()
    {
        GateResult result = await CompatibilityGate.CheckAsync(packed.Package("1.0.0"), options: new GateOptions { Host = "[99.0.0, 100.0.0)" });

        Reason reason = Assert.Single(result.Candidate.Reasons);
        Assert.Equal(PackageReasonCodes.HostRange, reason.Code);
        Assert.Contains(CompatibilityGate.HostVersion.ToString(), reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_PackageForANewerFramework_IsRefused()
    {
        using TempFolder folder = new();
        string file = new Nupkg("Shop", "1.0.0").With("lib/net99.0/Shop.dll", Nupkg.Dll("Shop")).Write(folder.Path, withManifest: true);

        GateResult result = await CompatibilityGate.CheckAsync(file);

        Assert.Equal(ReasonCodes.WrongFramework, Assert.Single(result.Candidate.Reasons).Code);
    }

    [Fact]
    public async Task Check_AnotherPlugin_IsRefused()
    {
        using TempFolder folder = new();
        string other = Nupkg.Library("Other", "2.0.0").Write(folder.Path, withManifest: true);

        GateResult result = await CompatibilityGate.CheckAsync(other, packed.Package("1.0.0"));

        Assert.Contains(result.Candidate.Reasons, r => r.Code == ReasonCodes.OtherPlugin);
    }

    [Fact]
    public async Task Check_VersionThatIsNone_RefusesBreaksAllTheSame()
    {
        using TempFolder folder = new();
        string old = new PluginForge(folder["old"]).Build(new PluginSource("shop", "public static class A { public static int F() => 1; }") { Version = "first" });
        string next = new PluginForge(folder["new"]).Build(new PluginSource("shop", "public static class A { }") { Version = "second" });

        GateResult result = await CompatibilityGate.CheckAsync(next, old);

        Assert.Contains("'second' is none that NuGet knows", Assert.Single(result.Candidate.Reasons).Message, StringComparison.Ordinal);
    }
}
