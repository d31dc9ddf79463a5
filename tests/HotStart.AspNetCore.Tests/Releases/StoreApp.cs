using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HotStart.AspNetCore.Tests.Admin;
using HotStart.Fixtures;
using HotStart.Packages.Feeds;
using HotStart.Packages.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Releases;

/// <summary>An application on a store of versions with a feed of its own, and a second hand on the same store, as another process has.</summary>
internal sealed partial class StoreApp : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private StoreApp()
    {
        Feed = new PackageForge(_folder["feed"]);
        Store = PluginStore.Open(_folder["store"], Options);
    }

    public PackageForge Feed { get; }

    /// <summary>The store, not through the application.</summary>
    public PluginStore Store { get; }

    public AdminApp Admin { get; private set; } = null!;

    /// <summary>What the host wrote to the history.</summary>
    public EventLog<HistoryRecord> Records { get; } = new();

    private PluginStoreOptions Options => new()
    {
        Sources = new PackageSourcesOptions { Feeds = [Feed.Feed] },
        CacheFolder = _folder["cache"],
        Requester = "somebody else",
        Tries = 2,
    };

    /// <summary>Starts with <c>shop</c> 1.0.0 active and permanent, and 1.1.0 in the feed.</summary>
    /// <param name="packages">What else is in the feed.</param>
    /// <param name="with">Settings of the store.</param>
    public static async Task<StoreApp> StartAsync(Action<PackageForge>? packages = null, Action<HotStartStoreOptions>? with = null)
    {
        StoreApp app = new();
        try
        {
            app.Feed.Shop("shop", "1.0.0");
            app.Feed.Shop("shop", "1.1.0");
            packages?.Invoke(app.Feed);
            Assert.Equal(ChangeOutcome.Done, (await app.Store.InstallAsync("shop", "1.0.0")).Outcome);
            await app.Store.CommitAsync();
            app.Admin = await AdminApp.StartAsync(
                build: b =>
                {
                    b.Services.AddOpenApi();
                    b.AddHotStartStore(o =>
                    {
                        o.Folder = app._folder["store"];
                        o.Host.Store = app.Options;
                        o.Host.ProvingTime = TimeSpan.FromHours(1);
                        o.Host.Recorded = app.Records.Add;
                        with?.Invoke(o);
                    });
                },
                use: a =>
                {
                    a.MapOpenApi();
                    a.MapHotStartCalls();
                    a.MapPlugins();
                },
                plugins: _ => { });
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>What <c>shop</c> serves.</summary>
    public async Task<string> ServedAsync()
    {
        using HttpResponseMessage response = await Admin.SendAsync(HttpMethod.Post, "/hotstart/call/shop/Of", r => r.Content = Json("[]"));
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>A call as a program makes it, with the token.</summary>
    public Task<HttpResponseMessage> PostAsync(string call, string? body = null, Action<HttpRequestMessage>? more = null) =>
        Admin.SendAsync(HttpMethod.Post, $"/hotstart/store/{call}", r =>
        {
            AdminApp.WithToken(r);
            r.Content = body is null ? null : Json(body);
            more?.Invoke(r);
        });

    /// <summary>The answer of a call with the token; it must have this status.</summary>
    public async Task<JsonElement> AnswerAsync(string call, string? body = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await PostAsync(call, body);
        return await AnswerAsync(response, status);
    }

    public static async Task<JsonElement> AnswerAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await AdminApp.JsonAsync(response);
    }

    /// <summary>What a look says, with the token or from this machine without it.</summary>
    public async Task<JsonElement> LookAsync(string what, bool withToken = true)
    {
        using HttpResponseMessage response = await Admin.GetAsync($"/hotstart/store{what}", withToken ? AdminApp.WithToken : null);
        return await AnswerAsync(response, HttpStatusCode.OK);
    }

    /// <summary>Sends a form of the page, as a browser without a script does.</summary>
    public async Task<HttpResponseMessage> PressAsync(string cookie, string call, string? formToken = null, params (string Name, string Value)[] fields)
    {
        formToken ??= FormToken().Match(await Admin.PageAsync(cookie)).Groups[1].Value;
        return await Admin.SendAsync(HttpMethod.Post, $"/hotstart/store/{call}", r =>
        {
            r.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
            r.Headers.Add("Cookie", cookie);
            r.Content = new FormUrlEncodedContent([new("hotstart-form", formToken), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        });
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        if (Admin is not null)
        {
            await Admin.DisposeAsync();
        }

        Store.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex("name=\"hotstart-form\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
