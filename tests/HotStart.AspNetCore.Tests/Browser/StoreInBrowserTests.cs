using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using HotStart.AspNetCore.Tests.Releases;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HotStart.AspNetCore.Tests.Browser;

/// <summary>The releases on the page, in a real browser.</summary>
public sealed class StoreInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Releases_KeyboardAlone_RollsBackAndTheOldVersionIsServed()
    {
        IPage page = await chromium.OpenAsync();
        await using StoreApp app = await StoreApp.StartAsync();
        long first = app.Store.List().Active.Id;
        await app.Admin.SignInAsync(page);
        await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");

        // Another process installs: the page shows it without being loaded again.
        await page.EvaluateAsync("window.stillTheSamePage = true");
        await app.Store.InstallAsync("shop").LimitAsync();
        await Expect(page.Locator($"#release-{app.Store.List().Active.Id} .state")).ToContainTextAsync("Current");
        await Expect(page.Locator("#plugin-shop .version strong")).ToHaveTextAsync("1.1.0");
        Assert.True(await page.EvaluateAsync<bool>("window.stillTheSamePage === true"));
        Assert.Equal("\"shop 1.1.0\"", await app.ServedAsync());

        await Keys.TabToAsync(page, $"Roll back to release {first}");
        await Keys.FollowAsync(page);

        await Expect(page.Locator("#releases .note")).ToContainTextAsync("is active again");
        await Expect(page.Locator("#plugin-shop .version strong")).ToHaveTextAsync("1.0.0");
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());
    }

    [Fact]
    public async Task Releases_InAllStates_AreReadableForAll()
    {
        IPage page = await chromium.OpenAsync();
        await using StoreApp app = await StoreApp.StartAsync(feed => feed.Shop("shop", "1.1.1", "throw new System.InvalidOperationException(\"no stock\");"));
        await app.Store.InstallAsync("shop", "1.1.1").LimitAsync();
        await app.Store.InstallAsync("shop", "1.1.0").LimitAsync();
        await app.Store.PinAsync("shop", "1.*").LimitAsync();
        await app.Admin.SignInAsync(page);
        await Expect(page.Locator("#releases .state.down")).ToContainTextAsync("Refused");
        foreach ((ColorScheme scheme, int width) in ((ColorScheme, int)[])[(ColorScheme.Light, 1280), (ColorScheme.Dark, 375)])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

            AxeResult result = await page.RunAxe();

            Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
            Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= width, "The page is wider than the window.");
        }
    }
}
