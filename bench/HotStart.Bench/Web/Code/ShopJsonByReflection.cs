#if !COMPILED_IN
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.Bench.Web.Code;

/// <summary>Stands for <c>ShopJson</c> in a plugin without generators.</summary>
public static class ShopJson
{
    public static void Use(IServiceCollection services)
    {
    }
}
#endif
