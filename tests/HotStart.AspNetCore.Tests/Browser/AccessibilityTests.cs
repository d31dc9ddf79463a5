using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using HotStart.AspNetCore.Tests.Admin;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HotStart.AspNetCore.Tests.Browser;

/// <summary>What axe-core finds on the page, in each of its states.</summary>
public sealed class AccessibilityTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 375)]
    [InlineData(ColorScheme.Dark, 375)]
    public async Task Page_EverythingWrongAtOnce_IsReadableForAll(ColorScheme scheme, int width)
    {
        IPage page = await chromium.OpenAsync(o =>
        {
            o.ColorScheme = scheme;
            o.ViewportSize = new ViewportSize { Width = width, Height = 900 };
        });
        await using AdminApp app = await Scene.StartAsync();
        await app.SignInAsync(page);
        await Scene.RefuseAsync(app);
        await Scene.LeakAsync(app);
        using PinnedSet pinned = await Scene.LingerAsync(app);
        await app.Plugins.ApplyAsync([PluginChange.Disable("search")]).LimitAsync();
        (await app.CallAsync("doctor", "mailer")).Dispose();
        await page.ReloadAsync();
        await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        await CheckAsync(page);
        Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= width, "The page is wider than the window.");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Login_WithAnError_IsReadableForAll(ColorScheme scheme)
    {
        IPage page = await chromium.OpenAsync(o => o.ColorScheme = scheme);
        await using AdminApp app = await AdminApp.StartAsync();
        await page.GotoAsync(app.Url("/login"));
        await page.GetByLabel("Admin token").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This is not the token.");

        await CheckAsync(page);
    }

    private static async Task CheckAsync(IPage page)
    {
        AxeResult result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.Select(v =>
            $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
        Assert.NotEmpty(result.Passes);
    }
}
