using HotStart;
using HotStart.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.Bench.Web.Code;

/// <summary>A controller with JSON in and out; made into a plugin by the bench.</summary>
[ApiController]
[Route("mvc")]
public sealed class ShopController : ControllerBase
{
    [HttpGet("price/{id:int}")]
    public ActionResult<Price> Get(int id) => new Price(id, id * 1.25m, "EUR");

    [HttpPost("quote")]
    public ActionResult<Price> Quote(Order order) => new Price(order.Id, order.Pieces * 1.25m, "EUR");
}

public sealed class ShopControllers : IWebPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext plugin) => services.AddControllers();

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapControllers();
}
