using Microsoft.Playwright;

namespace HotStart.AspNetCore.Tests.Browser;

/// <summary>One real browser for all tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] _places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000); // a loaded machine is no bug
        if (Array.Find(_places, File.Exists) is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = _arguments, Timeout = 60_000 });
        }
    }

    /// <summary>A page with nothing remembered; skips the test where there is no browser.</summary>
    public async Task<IPage> OpenAsync(Action<BrowserNewContextOptions>? more = null)
    {
        Assert.SkipWhen(_browser is null, $"No browser: looked for {string.Join(", ", _places)}. On Debian 'apt-get install chromium' gives one; .ci/run does that.");
        BrowserNewContextOptions options = new() { ViewportSize = new ViewportSize { Width = 1280, Height = 900 }, ReducedMotion = ReducedMotion.Reduce };
        more?.Invoke(options);
        IBrowserContext context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
