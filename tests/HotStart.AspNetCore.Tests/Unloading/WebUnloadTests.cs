using System.Net.Http.Json;

namespace HotStart.AspNetCore.Tests.Unloading;

/// <summary>JSON in and out between swaps, over one connection that stays open: nothing is left.</summary>
public sealed class WebUnloadTests
{
    private const int Swaps = 12;

    private const string Types = "public sealed record Order(int Id, List<Line> Lines); public sealed record Line(string Name, [System.ComponentModel.DataAnnotations.Range(1, 9)] int Pieces);";

    [Fact]
    public Task MinimalApis_SwappedWithJsonInAndOut_AllAreUnloaded() => RunAsync((f, n) => f.Plugin(
        "shop", """endpoints.MapPost("/orders", (Order order) => order with { Id = order.Id + 1 });""",
        types: $"{Types} public static class Version {{ public const int Number = {n}; }}"));

    [Fact]
    public Task Controllers_SwappedWithJsonInAndOut_AllAreUnloaded() => RunAsync((f, n) => f.Plugin(
        "shop", "endpoints.MapControllers();", "services.AddControllers();",
        $$"""
        {{Types}}
        [ApiController, Route("orders")]
        public sealed class OrdersController : ControllerBase
        {
            public const int Version = {{n}};
            [HttpPost]
            public ActionResult<Order> Post(Order order) => order with { Id = order.Id + 1 };
        }
        """));

    private static async Task RunAsync(Func<WebForge, int, string> build)
    {
        await using LiveApp app = await LiveApp.StartAsync(f => build(f, 0), b => b.Services.AddHotStart(o => o.Host.MaxLiveGenerations = 8));
        for (int i = 1; i <= Swaps; i++)
        {
            using HttpResponseMessage response = await app.Http.PostAsJsonAsync("/orders", new { id = i, lines = new[] { new { name = "apples", pieces = 3 } } });
            Assert.Equal($$"""{"id":{{i + 1}},"lines":[{"name":"apples","pieces":3}]}""", await app.TextAsync(response));
            build(app.Forge, i);
            await app.Host.ReloadAsync("shop");
        }

        // The last first: by then the others have their verdict, too.
        await app.UnloadedAsync("shop", Swaps);
        Assert.Equal(0, app.Host.Status.Plugins.Single().LeakedGenerations);
    }
}
