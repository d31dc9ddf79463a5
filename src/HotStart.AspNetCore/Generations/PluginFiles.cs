using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;

namespace HotStart.AspNetCore.Generations;

/// <summary>The static files of one generation as an endpoint.</summary>
internal static class PluginFiles
{
    /// <summary>Serves files below a path; what does not exist is not found.</summary>
    public static RequestDelegate Build(IEndpointRouteBuilder endpoints, string path, IFileProvider files)
    {
        IApplicationBuilder app = endpoints.CreateApplicationBuilder();
        app.Use(next => context =>
        {
            // The file middleware leaves a request alone that has an endpoint: here it is the endpoint.
            context.SetEndpoint(null);
            return next(context);
        });
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, RequestPath = path });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, RequestPath = path });
        return app.Build();
    }
}
