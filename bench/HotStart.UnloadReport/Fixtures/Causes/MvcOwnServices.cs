// MVC controller in an application of its own
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddControllers().AddApplicationPart(typeof(Fixture).Assembly);
        await using WebApplication app = builder.Build();
        app.MapControllers();
        await app.StartAsync();
        using (HttpClient client = new())
        {
            HttpResponseMessage answer = await client.PostAsync($"{app.Urls.First()}/foo/5", new StringContent("{}", null, "application/json"));
            answer.EnsureSuccessStatusCode();
        }

        await app.StopAsync();
    }
}

[ApiController, Route("foo")]
public sealed class FooController : ControllerBase
{
    [HttpPost("{id}")]
    public ActionResult<Foo> Post(int id, Foo foo) => new Foo { Number = foo.Number + id };
}

public sealed class Foo { public int Number { get; set; } [System.ComponentModel.DataAnnotations.Range(0, 9)] public int Stars { get; set; } }
