using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Documents;

public sealed class OpenApiTests
{
    [Fact]
    public async Task OpenApi_EndpointsOfPlugins_FollowsThemAndLeavesNothing()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f =>
            {
                f.Plugin("a", """endpoints.MapGet("/a", () => new Thing(1));""", types: "public sealed record Thing(int Number);");
                f.Plugin("b", """endpoints.MapGet("/b", () => new Thing("x"));""", types: "public sealed record Thing(string Text);");
            },
            b => b.Services.AddOpenApi(),
            m =>
            {
                m.MapOpenApi();
                m.MapGet("/host", () => "host");
                m.MapPlugins();
            });

        JsonElement document = JsonDocument.Parse(await app.GetAsync("/openapi/v1.json")).RootElement;
        Assert.Equal(["/a", "/b", "/host"], document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order());
        Assert.True(Schema(document, "/a").TryGetProperty("number", out _));
        Assert.True(Schema(document, "/b").TryGetProperty("text", out _));

        app.Forge.Plugin("a", """endpoints.MapGet("/a/new", () => "x");""");
        await app.Host.ReloadAsync("a");
        document = JsonDocument.Parse(await app.GetAsync("/openapi/v1.json")).RootElement;
        Assert.Equal(["/a/new", "/b", "/host"], document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order());
        await app.UnloadedAsync("a", 1);
    }

    private static JsonElement Schema(JsonElement document, string path)
    {
        string reference = document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!;
        return document.GetProperty("components").GetProperty("schemas").GetProperty(reference.Split('/')[^1]).GetProperty("properties");
    }
}
