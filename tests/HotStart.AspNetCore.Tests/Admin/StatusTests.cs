using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed class StatusTests
{
    [Fact]
    public async Task Status_OfAHost_HasPluginsGenerationsAndMemory()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        using PinnedSet pinned = app.Plugins.Pin();
        app.Forge.Hello("2.0");
        (await app.CallAsync("reload")).Dispose();

        using HttpResponseMessage response = await app.GetAsync("/hotstart/status");
        JsonElement status = await AdminApp.JsonAsync(response);

        JsonElement hello = status.GetProperty("plugins").EnumerateArray().Single();
        Assert.Equal("hello", hello.GetProperty("id").GetString());
        Assert.Equal(2, hello.GetProperty("activeGeneration").GetInt32());
        Assert.False(hello.GetProperty("disabled").GetBoolean());
        JsonElement old = hello.GetProperty("generations")[0];
        Assert.Equal(1, old.GetProperty("number").GetInt32());
        Assert.Equal("draining", old.GetProperty("state").GetString());
        Assert.Equal("pending", old.GetProperty("verdict").GetString());
        Assert.Equal(1, old.GetProperty("leases").GetInt64());
        Assert.NotEqual(0, old.GetProperty("holders").GetArrayLength());
        Assert.True(status.GetProperty("process").GetProperty("workingSetBytes").GetInt64() > 0);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Status_ArtifactOfNoKnownPlugin_IsListedWithItsReasons()
    {
        await using AdminApp app = await AdminApp.StartAsync(plugins: f =>
        {
            Directory.CreateDirectory(f.Folder);
            File.WriteAllText(Path.Combine(f.Folder, "odd.dll"), "no library");
        });

        using HttpResponseMessage response = await app.GetAsync("/hotstart/status");
        JsonElement refused = (await AdminApp.JsonAsync(response)).GetProperty("refusedArtifacts").EnumerateArray().Single();

        Assert.EndsWith("odd.dll", refused.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal(ReasonCodes.NotAPeFile, refused.GetProperty("reasons")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task OpenApi_OfTheHost_DescribesStatusAndCallsButNotThePage()
    {
        await using AdminApp app = await AdminApp.StartAsync(
            build: b => b.Services.AddOpenApi(),
            use: a => a.MapOpenApi());

        using HttpResponseMessage response = await app.GetAsync("/openapi/v1.json");
        JsonElement api = await AdminApp.JsonAsync(response);

        JsonElement paths = api.GetProperty("paths");
        JsonElement schema = paths.GetProperty("/hotstart/status").GetProperty("get").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");
        string name = schema.GetProperty("$ref").GetString()!.Split('/')[^1];
        JsonElement properties = api.GetProperty("components").GetProperty("schemas").GetProperty(name).GetProperty("properties");
        Assert.True(properties.TryGetProperty("plugins", out _));
        Assert.True(properties.TryGetProperty("liveSet", out _));
        foreach (string action in new[] { "reload", "rollback", "disable", "enable", "doctor" })
        {
            Assert.True(paths.GetProperty($"/hotstart/plugins/{{id}}/{action}").TryGetProperty("post", out _), action);
        }

        Assert.True(paths.GetProperty("/hotstart/events").TryGetProperty("get", out _));
        Assert.False(paths.TryGetProperty("/hotstart", out _));
        Assert.False(paths.TryGetProperty("/hotstart/login", out _));
    }

    [Fact]
    public async Task MapHotStart_BelowAPathBaseAndAtAnotherPlace_LinksLeadThere()
    {
        await using LiveApp app = await LiveApp.StartAsync(map: a =>
        {
            a.UsePathBase("/base");
            a.UseRouting();
            a.MapHotStart("/ops/plugins-page", o => o.Token = AdminApp.Token);
        });

        string page = await app.GetAsync("/base/ops/plugins-page");
        string style = page.Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];

        Assert.StartsWith("/base/ops/plugins-page/assets/page.", style, StringComparison.Ordinal);
        Assert.Contains("--ground", await app.GetAsync(style), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/base/ops/plugins-page/assets/other.css")).StatusCode);
    }
}
