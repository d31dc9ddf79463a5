using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Admin;

/// <summary>An application with a status page, and ways to ask it as a program and as a browser without a script.</summary>
internal sealed partial class AdminApp : IAsyncDisposable
{
    public const string Token = "a-token-that-tests-know-0123456789";

    private AdminApp(LiveApp live) => Live = live;

    public LiveApp Live { get; }

    public PluginForge Forge => new(Live.Plugins);

    public PluginHost Plugins => Live.Host;

    /// <summary>Starts with one plugin, <c>hello</c>, in its first version.</summary>
    /// <param name="options">Settings of the page; the token is set.</param>
    /// <param name="build">Services and settings of the application.</param>
    /// <param name="use">Middleware before the page.</param>
    /// <param name="plugins">What is in the folder; null for <c>hello</c>.</param>
    public static async Task<AdminApp> StartAsync(
        Action<HotStartAdminOptions>? options = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? use = null,
        Action<PluginForge>? plugins = null) => new(await LiveApp.StartAsync(
            null,
            b =>
            {
                (plugins ?? (f => f.Hello("1.0")))(new PluginForge(Path.Combine(b.Environment.ContentRootPath, "plugins")));
                build?.Invoke(b);
            },
            app =>
            {
                use?.Invoke(app);
                app.MapHotStart(configure: o =>
                {
                    o.Token = Token;
                    options?.Invoke(o);
                });
            }));

    /// <summary>Sends a request that carries nothing but what is given.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? more = null)
    {
        using HttpClientHandler handler = new() { UseCookies = false, AllowAutoRedirect = false };
        using HttpClient http = new(handler) { BaseAddress = Live.Url };
        using HttpRequestMessage request = new(method, path);
        more?.Invoke(request);
        HttpResponseMessage response = await http.SendAsync(request).LimitAsync();
        await response.Content.LoadIntoBufferAsync();
        if (response.StatusCode == HttpStatusCode.InternalServerError && response.Content.Headers.ContentLength == 0)
        {
            Assert.Fail($"Failed with an exception: {Live.Log.Lines.All.LastOrDefault(l => l.Contains("Exception", StringComparison.Ordinal))}");
        }

        return response;
    }

    public Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? more = null) => SendAsync(HttpMethod.Get, path, more);

    /// <summary>A call as a program makes it, with the token.</summary>
    public Task<HttpResponseMessage> CallAsync(string action, string plugin = "hello") =>
        SendAsync(HttpMethod.Post, $"/hotstart/plugins/{plugin}/{action}", WithToken);

    public static void WithToken(HttpRequestMessage request) => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);

    public static Action<HttpRequestMessage> Header(string name, string value) => r => r.Headers.TryAddWithoutValidation(name, value);

    /// <summary>Signs in as a browser does, and gives the cookie.</summary>
    public async Task<string> SignInAsync()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "/hotstart/login", r =>
            r.Content = new FormUrlEncodedContent([new("admin-token", Token)]));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>The page as HTML.</summary>
    public async Task<string> PageAsync(string? cookie = null)
    {
        using HttpResponseMessage response = await GetAsync("/hotstart", r =>
        {
            r.Headers.Accept.ParseAdd("text/html");
            if (cookie is not null)
            {
                r.Headers.Add("Cookie", cookie);
            }
        });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form of the page, with what it carries unless told otherwise.</summary>
    public async Task<HttpResponseMessage> PressAsync(string cookie, string action, string? formToken = null, string plugin = "hello")
    {
        formToken ??= FormToken().Match(await PageAsync(cookie)).Groups[1].Value;
        return await SendAsync(HttpMethod.Post, $"/hotstart/plugins/{plugin}/{action}", r =>
        {
            r.Headers.Accept.ParseAdd("text/html");
            r.Headers.Add("Cookie", cookie);
            r.Content = new FormUrlEncodedContent([new("hotstart-form", formToken)]);
        });
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public int? Generation(string plugin = "hello") => Plugins.Status.Plugins.First(p => p.Id == plugin).ActiveGeneration;

    public ValueTask DisposeAsync() => Live.DisposeAsync();

    [GeneratedRegex("name=\"hotstart-form\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
