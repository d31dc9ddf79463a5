using HotStart.Testing;

namespace HotStart.Tests.Checks;

/// <summary>The public face of the offline checks.</summary>
public sealed class CandidateCheckTests
{
    [Fact]
    public async Task Run_FitDll_TellsIdentityAndSymbols()
    {
        using TempFolder folder = new();

        CheckResult result = await CandidateCheck.RunAsync(new PluginForge(folder.Path).Hello("v1"));

        Assert.True(result.IsFit);
        Assert.Equal(("hello", "v1"), (result.PluginId, result.Version));
        Assert.Equal(["Hello", "Hits"], result.Symbols.Select(s => s.Name));
    }

    [Fact]
    public async Task Run_SymbolLost_IsAReasonUnlessAllowed()
    {
        using TempFolder folder = new();
        string old = new PluginForge(folder["old"]).Build("shop", "public static class Shop { public static void One() { } public static void Two() { } }");
        string next = new PluginForge(folder["new"]).Build("shop", "public static class Shop { public static void One() { } }");

        CheckResult strict = await CandidateCheck.RunAsync(next, old);
        CheckResult lax = await CandidateCheck.RunAsync(next, old, new PluginHostOptions { AllowSymbolLoss = true });

        Assert.Equal(ReasonCodes.SymbolMissing, Assert.Single(strict.Reasons).Code);
        Assert.True(lax.IsFit);
    }

    [Fact]
    public async Task Run_OldUnreadable_IsRejectedByName()
    {
        using TempFolder folder = new();
        string old = folder.Write("old.dll", "nonsense");

        CandidateRejectedException e = await Assert.ThrowsAsync<CandidateRejectedException>(
            () => CandidateCheck.RunAsync(new PluginForge(folder.Path).Hello("v1"), old));

        Assert.Equal(old, e.Artifact);
    }

    [Fact]
    public async Task Run_Ended_LeavesNothingStagedAndNothingLoaded()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder["plugins"]).Hello("v1", "leaves-nothing");

        await CandidateCheck.RunAsync(dll, options: new PluginHostOptions { StagingPath = folder["staging"] });

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["staging"]));
        Assert.DoesNotContain(
            System.Runtime.Loader.AssemblyLoadContext.Default.Assemblies, a => a.GetName().Name == "leaves-nothing");
    }
}
