using HotStart;
using HotStart.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.Bench.Web.Code;

/// <summary>Twenty endpoints: compiled into the bench, and once more from this very file into a plugin.</summary>
public sealed class ShopEndpoints : IWebPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext plugin) => ShopJson.Use(services);

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/shop/price/{id:int}", Get);
        endpoints.MapPost("/shop/quote", Quote);
        endpoints.Map("/shop/socket", EchoAsync);
        for (int i = 3; i < 20; i++)
        {
            endpoints.MapGet($"/shop/more/{i}/{{id:int}}", Get);
        }
    }

    private static Price Get(int id) => new(id, id * 1.25m, "EUR");

    private static Price Quote(Order order) => new(order.Id, order.Pieces * 1.25m, "EUR");

    private static async Task EchoAsync(HttpContext http)
    {
        using System.Net.WebSockets.WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        byte[] buffer = new byte[256];
        while (true)
        {
            System.Net.WebSockets.WebSocketReceiveResult got = await socket.ReceiveAsync(buffer, http.RequestAborted);
            if (got.CloseStatus is { } status)
            {
                await socket.CloseOutputAsync(status, got.CloseStatusDescription, http.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, http.RequestAborted);
        }
    }
}

public sealed record Order(int Id, int Pieces);

public sealed record Price(int Id, decimal Amount, string Currency);
