using HotStart.Fixtures;
using HotStart.Testing;
using Microsoft.Extensions.Logging;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>Contracts are the host's; a plugin that was built against another one is told so in words.</summary>
public sealed class IsolationContractScenarios
{
    private static readonly string _contracts = typeof(IText).Assembly.Location;

    [Fact]
    public async Task Contract_SharedByTheHost_IsTheSameType()
    {
        await using WatchingRig rig = new();
        RealPlugin.PricingV1.CopyTo(rig.In("pricing"));
        await rig.StartAsync();
        IPricing pricing = rig.Host["pricing"].Get<IPricing>();
        Assert.Equal(30, pricing.Price("tea"));
        Assert.Equal(1, pricing.CodeVersion);
        PriceChange? seen = null;
        pricing.Changed += (_, change) => seen = change;
        pricing.Price("tea");
        Assert.Equal(new { Article = "tea", Price = 30m }, new { seen!.Article, seen.Price });

        RealPlugin.PricingV2.CopyTo(rig.In("pricing"));
        await rig.ExpectAsync(PluginEventKind.Swapped, "pricing");
        Assert.Equal(2, pricing.CodeVersion);
        Assert.Equal(60, pricing.Price("tea"));
    }

    [Fact]
    public async Task Contract_ShippedByThePluginToo_IsTheHostsAllTheSame()
    {
        await using WatchingRig rig = new();
        RealPlugin.PricingV1.CopyTo(rig.In("pricing"));
        File.Copy(_contracts, rig.In("pricing", "Plugins.Contracts.dll"));
        await rig.StartAsync();
        Assert.Equal(30, rig.Host["pricing"].Get<IPricing>().Price("tea"));
    }

    [Fact]
    public async Task Contract_OfANewerVersion_IsRefusedInWords()
    {
        await using WatchingRig rig = new();
        await rig.StartAsync();
        byte[] newer = PluginForge.Compile(new PluginSource("Plugins.Contracts", "namespace Plugins.Contracts; public interface IText { string Text(); }")
        {
            AssemblyVersion = new Version(9, 0),
        });
        rig.Forge.Build(new PluginSource("hello", "public sealed class Greeter : Plugins.Contracts.IText { public string Text() => \"v1\"; }") { ReferenceImages = [newer] });
        Reason reason = Assert.Single((await rig.ExpectAsync(PluginEventKind.Refused)).Reasons);
        Assert.Equal(ReasonCodes.ContractMismatch, reason.Code);
        Assert.Contains("Plugins.Contracts", reason.Message, StringComparison.Ordinal);
        Assert.Contains("9.0.0.0", reason.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(IText).Assembly.GetName().Version!.ToString(), reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contract_OfTheSameVersionWithMoreMembers_NamesWhatTheHostLacks()
    {
        await using WatchingRig rig = new();
        await rig.StartAsync();
        byte[] grown = PluginForge.Compile(new PluginSource(
            "Plugins.Contracts", "namespace Plugins.Contracts; public interface IText { string Text(); } public static class Shout { public static string Loud(string text) => text; }")
        {
            AssemblyVersion = typeof(IText).Assembly.GetName().Version!,
        });
        rig.Forge.Build(new PluginSource("hello", "public sealed class Greeter : Plugins.Contracts.IText { public string Text() => Plugins.Contracts.Shout.Loud(\"v1\"); }") { ReferenceImages = [grown] });
        Reason reason = Assert.Single((await rig.ExpectAsync(PluginEventKind.Refused)).Reasons);
        Assert.Equal(ReasonCodes.ContractMismatch, reason.Code);
        Assert.Contains("Plugins.Contracts.Shout", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contract_OlderThanTheHosts_NamesWhatThePluginLacks()
    {
        await using WatchingRig rig = new();
        await rig.StartAsync();
        byte[] old = PluginForge.Compile(new PluginSource("Plugins.Contracts", "namespace Plugins.Contracts; public interface IText { }")
        {
            AssemblyVersion = typeof(IText).Assembly.GetName().Version!,
        });
        rig.Forge.Build(new PluginSource("hello", "public sealed class Greeter : Plugins.Contracts.IText { }") { ReferenceImages = [old] });
        Reason reason = Assert.Single((await rig.ExpectAsync(PluginEventKind.Refused)).Reasons);
        Assert.Equal(ReasonCodes.ContractMismatch, reason.Code);
        Assert.Contains("IText.Text", reason.Message, StringComparison.Ordinal);
    }

    /// <summary>A contract in a package that host and plugin both have is each one's own until the host names it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PrivateCopyOfAContract_NamesTheSettingThatSharesIt(bool share)
    {
        await using WatchingRig rig = new();
        string package = typeof(ISupportExternalScope).Assembly.Location;
        Directory.CreateDirectory(rig.In("hello"));
        File.Copy(package, rig.In("hello", Path.GetFileName(package)));
        new PluginForge(rig.In("hello")).Build(new PluginSource(
            "hello",
            """
            using Microsoft.Extensions.Logging;
            public sealed class Greeter : ISupportExternalScope { public void SetScopeProvider(IExternalScopeProvider scopeProvider) { } }
            """) { References = [package] });
        if (share)
        {
            rig.Options.SharedAssemblies.Add(Path.GetFileNameWithoutExtension(package));
        }

        await rig.StartAsync();
        if (share)
        {
            rig.Host["hello"].Get<ISupportExternalScope>().SetScopeProvider(new LoggerExternalScopeProvider());
            return;
        }

        HotStartException e = Assert.ThrowsAny<HotStartException>(() => rig.Host["hello"].Get<ISupportExternalScope>());
        Assert.Contains("Microsoft.Extensions.Logging.Abstractions", e.Message, StringComparison.Ordinal);
        Assert.Contains("SharedAssemblies", e.Message, StringComparison.Ordinal);
    }
}
