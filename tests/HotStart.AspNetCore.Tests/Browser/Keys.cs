using Microsoft.Playwright;

namespace HotStart.AspNetCore.Tests.Browser;

/// <summary>
/// What somebody with a keyboard alone does. Playwright has no time limit of its own for keys and scripts, and a key that meets a change
/// of the document may never be answered: so what a key did is what counts, and not that the browser says that it got it.
/// </summary>
internal static class Keys
{
    private const string Focused =
        "(() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.id || e.textContent.trim(); })()";

    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(5);

    /// <summary>Presses Tab until what has the focus is called so; fails where the keyboard does not get there.</summary>
    public static async Task TabToAsync(IPage page, string name)
    {
        List<string> passed = [];
        for (int i = 0; i < 80; i++)
        {
            string at = await page.EvaluateAsync<string>(Focused).LimitAsync();
            if (at == name)
            {
                string outline = await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle").LimitAsync();
                Assert.NotEqual("none", outline);
                return;
            }

            passed.Add(at);
            await SentAsync(page.Keyboard.PressAsync("Tab"));
        }

        Assert.Fail($"'{name}' cannot be reached by Tab. Passed: {string.Join(", ", passed)}");
    }

    /// <summary>Presses Enter on what opens something in the document.</summary>
    public static Task EnterAsync(IPage page) => SentAsync(page.Keyboard.PressAsync("Enter"));

    /// <summary>Presses Enter on what leads to another document, and returns when that is there and drawn.</summary>
    /// <remarks>
    /// What the new document will show may stand in the old one before it goes: its stream of events has it look again. So the
    /// document itself is waited for, the key let go only then, and no other key pressed before.
    /// </remarks>
    public static async Task FollowAsync(IPage page)
    {
        TaskCompletionSource there = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void arrive(object? sender, IPage loaded) => there.TrySetResult();
        page.DOMContentLoaded += arrive;
        try
        {
            Task down = page.Keyboard.DownAsync("Enter");
            await there.Task.LimitAsync(TimeSpan.FromSeconds(60), "the document that Enter leads to");
            await SentAsync(down);
        }
        finally
        {
            page.DOMContentLoaded -= arrive;
        }

        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))").LimitAsync();
        await SentAsync(page.Keyboard.UpAsync("Enter"));
    }

    private static async Task SentAsync(Task key)
    {
        try
        {
            await key.WaitAsync(_answer);
        }
        catch (TimeoutException)
        {
            // Not answered; the next look at the document tells what became of it.
        }
    }
}
