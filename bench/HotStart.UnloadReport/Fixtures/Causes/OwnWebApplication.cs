// web application of its own, served and stopped
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.MapGet("/foo", () => new Foo());
        await app.StartAsync();
        using (HttpClient client = new())
        {
            _ = await client.GetStringAsync($"{app.Urls.First()}/foo");
        }

        await app.StopAsync();
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
