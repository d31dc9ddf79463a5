#:property OutputType=Library
using System.Text.Json.Serialization;

public sealed class Catalogue : IWebPlugin
{
    private static readonly string[] _articles = ["tea", "coffee", "cocoa"];

    public void ConfigureServices(IServiceCollection services, PluginContext plugin)
    {
        services.AddFromHost<IPricing>();
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, CatalogueJson.Default));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/catalogue", () => _articles);
        endpoints.MapGet("/catalogue/{article}", (string article, IPricing pricing) => new Article(article, pricing.Price(article)));
    }
}

public sealed record Article(string Name, decimal Price);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Article)), JsonSerializable(typeof(string[]))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
