using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.Bench.Web.Code;

/// <summary>JSON without reflection, as the template has it.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Price))]
public sealed partial class ShopJson : JsonSerializerContext
{
    public static void Use(IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, Default));
}
