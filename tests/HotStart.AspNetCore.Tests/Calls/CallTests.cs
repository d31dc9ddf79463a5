using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace HotStart.AspNetCore.Tests.Calls;

public sealed class CallTests
{
    private const string Code =
        """
        public static class Math
        {
            public static int Add(int a, int b = 10) => a + b;
            public static Task<Point> Move(Point p, CancellationToken token) => Task.FromResult(new Point(p.X + 1, p.Y));
            public static void Nothing() { }
            public static string Fail() => throw new InvalidOperationException("secret");
            public static async IAsyncEnumerable<int> Count(int n) { for (int i = 0; i < n; i++) { await Task.Yield(); yield return i; } }
        }
        public sealed record Point(int X, int Y);
        """;

    [Fact]
    public async Task Call_FunctionsOfAPlugin_AnswerWithJsonAndLeaveNothing()
    {
        await using LiveApp app = await StartAsync();
        Assert.Equal("7", await CallAsync(app, "math/Add", "[3, 4]"));
        Assert.Equal("13", await CallAsync(app, "math/Math.Add", "[3]"));
        Assert.Equal("""{"x":2,"y":5}""", await CallAsync(app, "math/Move", """[{"x":1,"y":5}]"""));
        Assert.Equal("[0,1,2]", await CallAsync(app, "math/Count", "[3]"));
        Assert.Equal("", await CallAsync(app, "math/Nothing", "[]", HttpStatusCode.NoContent));

        // Who called it a moment ago claims nothing of the next version. Held here, or the collector might have had it already.
        Symbol called = app.Host["math"].LookupNamedCall("Nothing");
        app.Forge.Build("math", Code.Replace("a + b", "a * b", StringComparison.Ordinal).Replace("Nothing()", "Other()", StringComparison.Ordinal));
        SwapResult swap = await app.Host.ReloadAsync("math");
        Assert.True(swap.Outcome == SwapOutcome.Swapped, swap.ToString());
        Assert.Equal("12", await CallAsync(app, "math/Add", "[3, 4]"));
        Assert.Contains("Nothing", await CallAsync(app, "math/Nothing", "[]", HttpStatusCode.NotFound), StringComparison.Ordinal);
        GC.KeepAlive(called);
        await app.UnloadedAsync("math", 1);
    }

    [Theory]
    [InlineData("nobody/Add", "[]", 404, "There is no active plugin 'nobody'. Active are: math.")]
    [InlineData("math/Ad", "[]", 404, "Add")]
    [InlineData("math/Add", "[]", 400, "Argument 1 is missing: 'int a'")]
    [InlineData("math/Add", "[\"x\"]", 400, "Argument 1 does not fit 'int a'")]
    [InlineData("math/Add", "[1, 2, 3]", 400, "It takes 2 argument(s), but 3 were given.")]
    [InlineData("math/Add", "{}", 400, "Expected a JSON array with the arguments")]
    [InlineData("math/Add", "[1,", 400, "Expected a JSON array with the arguments")]
    [InlineData("math/Fail", "[]", 500, "The host's log says what.")]
    public async Task Call_ThatCannotBe_SaysWhy(string path, string body, int status, string words)
    {
        await using LiveApp app = await StartAsync();

        string problem = await CallAsync(app, path, body, (HttpStatusCode)status);

        Assert.Contains(words, JsonDocument.Parse(problem).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NotAsJson_IsRefusedAsAPageOfAnotherSiteWouldBe()
    {
        await using LiveApp app = await StartAsync();

        using HttpResponseMessage response = await app.Http.PostAsync("/hotstart/call/math/Add", new StringContent("[1]", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private static Task<LiveApp> StartAsync() => LiveApp.StartAsync(f => f.Build("math", Code), map: a => a.MapHotStartCalls());

    private static async Task<string> CallAsync(LiveApp app, string path, string body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await app.Http.PostAsync("/hotstart/call/" + path, new StringContent(body, Encoding.UTF8, "application/json"));
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {text}");
        return text;
    }
}
