using HotStart.AspNetCore.Tests.Admin;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HotStart.AspNetCore.Tests.Browser;

/// <summary>The pictures of docs/status-page.md; made where HOTSTART_SCREENSHOTS names their folder.</summary>
public sealed class Screenshots(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string? _folder = Environment.GetEnvironmentVariable("HOTSTART_SCREENSHOTS");

    [Fact]
    public async Task Page_InItsStates_IsDrawn()
    {
        Assert.SkipWhen(_folder is null, "Pictures are made where HOTSTART_SCREENSHOTS names a folder: they change with every run.");
        await using AdminApp app = await Scene.StartAsync();
        await DrawAsync(app, "serving-light", ColorScheme.Light, 1280, signedIn: true);
        await Scene.RefuseAsync(app);
        await DrawAsync(app, "refusal-light", ColorScheme.Light, 1280, signedIn: true, "#plugin-tax-rules");
        await Scene.LeakAsync(app);
        using PinnedSet pinned = await Scene.LingerAsync(app);
        (await app.CallAsync("doctor", "mailer")).Dispose();
        await DrawAsync(app, "leak-dark", ColorScheme.Dark, 1280, signedIn: true, "#plugin-mailer");
        await app.Plugins.ApplyAsync([PluginChange.Disable("search")]).LimitAsync();
        await DrawAsync(app, "care-light", ColorScheme.Light, 1280, signedIn: true);
        await DrawAsync(app, "care-dark", ColorScheme.Dark, 1280, signedIn: true);
        await DrawAsync(app, "care-narrow", ColorScheme.Light, 375, signedIn: true);
        await DrawAsync(app, "reading-dark", ColorScheme.Dark, 1280, signedIn: false);
        await app.Plugins.ApplyAsync([PluginChange.Remove("pricing")]).LimitAsync();
        await DrawAsync(app, "down-dark", ColorScheme.Dark, 1280, signedIn: true, "#summary");
        await DrawAsync(app, "login-light", ColorScheme.Light, 1280, signedIn: false, below: "/login");

        Assert.True(File.Exists(Path.Combine(_folder!, "care-dark.png")));
    }

    private async Task DrawAsync(AdminApp app, string name, ColorScheme scheme, int width, bool signedIn, string? part = null, string below = "")
    {
        IPage page = await chromium.OpenAsync(o =>
        {
            o.ColorScheme = scheme;
            o.ViewportSize = new ViewportSize { Width = width, Height = 800 };
        });
        // The folder of a test says nothing to a reader.
        await page.RouteAsync("**/hotstart", async route =>
        {
            IAPIResponse response = await route.FetchAsync();
            string text = (await response.TextAsync()).Replace(Path.GetDirectoryName(app.Live.Plugins)!, "/srv/shop", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = response, Body = text });
        });
        if (signedIn)
        {
            await app.SignInAsync(page);
        }

        await page.GotoAsync(app.Url(below));
        if (below.Length == 0)
        {
            await Expect(page.Locator("#link")).ToHaveTextAsync("Live, as of");
        }

        string file = Path.Combine(_folder!, $"{name}.png");
        if (part is null)
        {
            await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        }
        else
        {
            await page.Locator(part).ScreenshotAsync(new() { Path = file });
        }

        await page.Context.CloseAsync();
    }
}
