#:property OutputType=Library
using System.Text.Json.Serialization;

public sealed class Orders : IWebPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext plugin)
    {
        services.AddFromHost<IPricing>();
        services.AddFromHost<OrderBook>();
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, OrdersJson.Default));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/orders", (Wish wish, IPricing pricing, OrderBook book) =>
        {
            Order order = new(wish.Article, wish.Count, wish.Count * pricing.Price(wish.Article));
            book.Add(order);
            return order;
        });
        endpoints.MapGet("/orders", (OrderBook book) => book.Orders.ToArray());
    }
}

public sealed record Wish(string Article, int Count);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Wish)), JsonSerializable(typeof(Order)), JsonSerializable(typeof(Order[]))]
internal sealed partial class OrdersJson : JsonSerializerContext;
