using HotStart.AspNetCore.Tests.Admin;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HotStart.AspNetCore.Tests.Browser;

internal static class BrowserApp
{
    /// <summary>The page's address, or one below it.</summary>
    public static string Url(this AdminApp app, string below = "") => new Uri(app.Live.Url, $"/hotstart{below}").ToString();

    public static async Task SignInAsync(this AdminApp app, IPage page)
    {
        await page.GotoAsync(app.Url("/login"));
        await page.GetByLabel("Admin token").FillAsync(AdminApp.Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }
}
