using System.Text.RegularExpressions;
using HotStart.AspNetCore.Tests.Admin;

namespace HotStart.AspNetCore.Tests.StatusPage;

public sealed partial class PageTests
{
    private const string Evil = "<script>alert('1')</script>\"onload=\"x";

    [Fact]
    public async Task Page_TextFromAPluginIsMarkup_IsShownAsText()
    {
        await using AdminApp app = await AdminApp.StartAsync(
            o => o.Examine = (_, _) => Task.FromResult(Evil),
            plugins: f => f.Build(PluginSource.Hello(Evil)));
        (await app.CallAsync("doctor")).Dispose();

        string page = await app.PageAsync(await app.SignInAsync());

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onload=", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("<script").Length - 1);
    }

    [Fact]
    public async Task Page_SecurityPolicy_AllowsOnlyWhatCarriesItsNonce()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage first = await app.GetAsync("/hotstart");
        using HttpResponseMessage second = await app.GetAsync("/hotstart");

        string policy = first.Headers.GetValues("Content-Security-Policy").Single();
        string page = await first.Content.ReadAsStringAsync();
        string nonce = Nonce().Match(policy).Groups[1].Value;
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"nonce=\"{nonce}\" defer", page, StringComparison.Ordinal);
        Assert.NotEqual(policy, second.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick=", page, StringComparison.Ordinal);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", first.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Page_NothingFromOutside_EveryLinkIsItsOwn()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        string page = await app.PageAsync();

        Assert.All(Links().Matches(page), m => Assert.True(m.Groups[1].Value[0] is '/' or '#', m.Value));
    }

    [Fact]
    public async Task Page_NotSignedIn_ShowsNoButtons()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        string page = await app.PageAsync();

        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.Contains("Sign in to change", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Refusal_StandsWithItsReasonsAndWhatServes()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(app.Live.Plugins, "hello.dll"), "no library");
        (await app.CallAsync("reload")).Dispose();

        string page = await app.PageAsync();

        Assert.Contains("1 plugin needs care", page, StringComparison.Ordinal);
        Assert.Contains("Generation 1 serves on.", page, StringComparison.Ordinal);
        Assert.Contains(ReasonCodes.NotAPeFile, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_CallsUnderWay_SaysWhoHoldsAGeneration()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        using PinnedSet pinned = app.Plugins.Pin();
        app.Forge.Hello("2.0");
        (await app.CallAsync("reload")).Dispose();

        string page = await app.PageAsync();

        Assert.Contains("Draining", page, StringComparison.Ordinal);
        Assert.Contains("1 holder", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AfterSwap_HasTheTimeOfEachStage()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        string page = await app.PageAsync();

        Assert.All(["stage", "check", "load", "publish"], stage => Assert.Contains($"<dt>{stage}</dt>", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_NoPlugins_SaysWhereToPutThem()
    {
        await using LiveApp app = await LiveApp.StartAsync(map: a => a.MapHotStart(configure: o => o.Token = AdminApp.Token));

        string page = await app.GetAsync("/hotstart");

        Assert.Contains("No plugins yet", page, StringComparison.Ordinal);
        Assert.Contains(app.Host.Folder, System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [GeneratedRegex("script-src 'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("(?:href|src|action)=\"([^\"]*)\"")]
    private static partial Regex Links();
}
