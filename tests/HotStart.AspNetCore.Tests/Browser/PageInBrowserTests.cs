using HotStart.AspNetCore.Tests.Admin;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HotStart.AspNetCore.Tests.Browser;

/// <summary>The page as an operator has it: in a real browser, over a real connection.</summary>
public sealed class PageInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Page_NewVersionGoesLive_IsShownWithoutLoadingThePageAgain()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        IPage page = await chromium.OpenAsync();
        List<string> errors = Errors(page);
        await page.GotoAsync(app.Url());
        await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");
        await page.EvaluateAsync("window.stillTheSamePage = true");

        app.Forge.Hello("2.0");
        await app.Plugins.ReloadAsync("hello").LimitAsync();

        await Expect(page.Locator("#plugin-hello .version strong")).ToHaveTextAsync("2.0");
        await Expect(page.Locator("#news")).ToContainTextAsync("hello runs generation 2");
        Assert.True(await page.EvaluateAsync<bool>("window.stillTheSamePage === true"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Page_CallEnds_LeaseIsGoneFromThePage()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(app.Url());
        await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");

        using (PinnedSet pinned = app.Plugins.Pin())
        {
            await Expect(page.Locator("#plugin-hello-g1")).ToContainTextAsync("1 holder");
        }

        await Expect(page.Locator("#plugin-hello-g1")).ToContainTextAsync("none");
    }

    [Fact]
    public async Task Page_SomethingOpenedAndFocused_StaysSoWhileThePageMoves()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(app.Url());
        await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");
        ILocator stages = page.Locator("#plugin-hello-g1-stages");
        await stages.Locator("summary").ClickAsync();
        await stages.Locator("summary").FocusAsync();

        app.Forge.Hello("2.0");
        await app.Plugins.ReloadAsync("hello").LimitAsync();
        await Expect(page.Locator("#plugin-hello .version strong")).ToHaveTextAsync("2.0");

        Assert.True(await stages.EvaluateAsync<bool>("d => d.open"));
        Assert.True(await stages.EvaluateAsync<bool>("d => d.contains(document.activeElement)"));
    }

    [Fact]
    public async Task Page_KeyboardAlone_SignsInReloadsAndDisables()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(app.Url());
        await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");

        await Keys.TabToAsync(page, "Sign in to change");
        await Keys.FollowAsync(page);
        await Keys.TabToAsync(page, "token");
        await page.Keyboard.TypeAsync(AdminApp.Token).LimitAsync();
        await Keys.FollowAsync(page);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();

        app.Forge.Hello("2.0");
        await Keys.TabToAsync(page, "Reload (hello)");
        await Keys.FollowAsync(page);
        await Expect(page.Locator("#plugin-hello .note")).ToContainTextAsync("hello runs generation 2 (2.0).");
        Assert.Equal(2, app.Generation());

        await Keys.TabToAsync(page, "Disable hello …");
        await Keys.EnterAsync(page);
        await Keys.TabToAsync(page, "Yes, disable hello");
        await Keys.FollowAsync(page);
        await Expect(page.Locator("#plugin-hello .pill")).ToHaveTextAsync("Disabled");
        Assert.Null(app.Generation());
    }

    [Fact]
    public async Task Page_SkipLink_ComesFirstAndLeadsToThePlugins()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(app.Url());

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the plugins", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Page_ScriptsOff_ReadsAndChanges()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        IPage page = await chromium.OpenAsync(o => o.JavaScriptEnabled = false);
        await page.GotoAsync(app.Url("/login"));
        await page.GetByLabel("Admin token").FillAsync(AdminApp.Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Locator("#plugin-hello .version strong")).ToHaveTextAsync("1.0");
        app.Forge.Hello("2.0");

        await page.GetByRole(AriaRole.Button, new() { Name = "Reload (hello)" }).ClickAsync();
        await Expect(page.Locator("#plugin-hello .version strong")).ToHaveTextAsync("2.0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back (hello)" }).ClickAsync();
        await Expect(page.Locator("#plugin-hello .version strong")).ToHaveTextAsync("1.0");

        await page.Locator("summary", new() { HasText = "Disable" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, disable hello" }).ClickAsync();
        await Expect(page.Locator("#verdict")).ToContainTextAsync("1 plugin disabled");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enable (hello)" }).ClickAsync();
        await Expect(page.Locator("#plugin-hello .pill")).ToHaveTextAsync("Serving");
        Assert.Equal(4, app.Generation());
    }

    [Fact]
    public async Task Page_PluginsTextIsMarkup_RunsNothing()
    {
        const string evil = "</title></script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
        await using AdminApp app = await AdminApp.StartAsync(plugins: f => f.Build(PluginSource.Hello(evil)));
        IPage page = await chromium.OpenAsync();
        List<string> errors = Errors(page);

        await page.GotoAsync(app.Url());
        await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");

        await Expect(page.Locator("#plugin-hello .version strong")).ToHaveTextAsync(evil);
        Assert.Equal("The plugin serves · HotStart", await page.TitleAsync());
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Page_ScriptPutIn_IsStoppedByThePolicy()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        IPage page = await chromium.OpenAsync();
        List<string> errors = Errors(page);
        await page.GotoAsync(app.Url());

        await page.EvaluateAsync(
            """
            () => {
              const inline = document.createElement('div');
              inline.innerHTML = '<img src="data:image/png;base64,AAAA" onerror="window.owned = true">';
              document.body.append(inline);
              const script = document.createElement('script');
              script.textContent = 'window.owned = true';
              document.body.append(script);
            }
            """);

        Assert.False(await page.EvaluateAsync<bool>("window.owned === true"));
        Assert.Contains(errors, e => e.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_HostStops_SaysThatTheConnectionIsLost()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(app.Url());
        await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");

        await app.Live.App.StopAsync().LimitAsync();

        await Expect(page.Locator("#link")).ToHaveTextAsync("Connection lost, as of");
    }

    private static List<string> Errors(IPage page)
    {
        List<string> errors = [];
        page.Console += (_, m) =>
        {
            if (m.Type == "error")
            {
                errors.Add(m.Text);
            }
        };
        page.PageError += (_, e) => errors.Add(e);
        return errors;
    }
}
