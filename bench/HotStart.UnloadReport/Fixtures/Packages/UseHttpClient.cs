// HttpClient of its own, GET into a class, disposed
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using System.Net.Http.Json;

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

        using (HttpClient client = new())
        {
            _ = (await client.GetFromJsonAsync<Foo>($"{url}/foo"))!.Number;
        }

        await app.StopAsync();
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
