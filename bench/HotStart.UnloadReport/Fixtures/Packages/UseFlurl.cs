// Flurl: GET into a class
// uses: Flurl.Http
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Flurl.Http;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.MapGet("/foo", () => Results.Text("{ \"number\": 5 }", "application/json"));
        await app.StartAsync();
        string url = app.Urls.First();

        _ = (await $"{url}/foo".GetJsonAsync<Foo>()).Number;
        await app.StopAsync();
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
