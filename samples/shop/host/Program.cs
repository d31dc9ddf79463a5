using HotStart.AspNetCore;
using Shop;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddHotStart();                              // its settings are in appsettings.json
builder.Services.AddHot<IPricing>("pricing");       // whoever asks for IPricing has the active one, always
builder.Services.AddSingleton<OrderBook>();

WebApplication app = builder.Build();
app.MapGet("/", (IPricing pricing, OrderBook book) => $"Tea is {pricing.Price("tea")} today. {book.Orders.Count} order(s) so far.");
app.MapPlugins();                                   // the endpoints of the plugins: /catalogue, /orders
app.MapHotStart("/hotstart");                       // the status page
await app.RunAsync();
