using System.Text.Json.Serialization;
using HotStart;
using HotStart.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

/// <summary>The plugin's endpoints: change them, save, and the next request finds the new ones.</summary>
public sealed class Endpoints : IWebPlugin
{
    // JSON without reflection: what reflects over the plugin's types fills caches of the process.
    public void ConfigureServices(IServiceCollection services, PluginContext plugin) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", () => "Hello, world!");
        endpoints.MapGet("/greetings/{name}", (string name) => new Greeting($"Hello, {name}!"));
    }
}

public sealed record Greeting(string Text);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Greeting))]
internal sealed partial class Json : JsonSerializerContext;
