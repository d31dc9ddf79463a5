using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace HotStart.AspNetCore.Generations;

/// <summary>The static files of one generation as an endpoint.</summary>
internal sealed class PluginFiles(IFileProvider files)
{
    private const string DefaultFile = "index.html";

    private static readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>Answers with the file that the route value <c>file</c> names; what is none, or of no known type, is not found.</summary>
    public Task ServeAsync(HttpContext context)
    {
        string path = context.Request.RouteValues["file"] as string ?? "";
        IFileInfo file = files.GetFileInfo(path.Length == 0 || path.EndsWith('/') ? path + DefaultFile : path);
        if (!file.Exists || file.IsDirectory || file.PhysicalPath is not { } physical || !_types.TryGetContentType(file.Name, out string? type))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // Answers ranges and conditions, and HEAD.
        return TypedResults.PhysicalFile(physical, type, lastModified: file.LastModified, enableRangeProcessing: true).ExecuteAsync(context);
    }
}
