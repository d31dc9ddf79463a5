using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HotStart.UnloadReport.Trials;

/// <summary>The services of a host as programs have them: logging, options, HTTP clients, MVC, a lifetime.</summary>
internal static class TrialHost
{
    public static IServiceProvider Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpClient();
        builder.Services.AddControllers();
        return builder.Build().Services;
    }
}
