using HotStart.Flow.Candidates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace HotStart.AspNetCore.Generations;

/// <summary>The static files of one generation as an endpoint.</summary>
internal sealed class PluginFiles(IFileProvider files, StagedCopy? staged)
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
        return TypedResults.PhysicalFile(physical, type, lastModified: file.LastModified, entityTag: Tag(physical), enableRangeProcessing: true).ExecuteAsync(context);
    }

    // Times would not do: two versions can be deployed within one second, and the rest of a download that one began must not
    // come from the other.
    private EntityTagHeaderValue? Tag(string file) =>
        staged?.HashOf(Path.GetRelativePath(staged.Folder, file).Replace(Path.DirectorySeparatorChar, '/')) is { } hash ? new($"\"{hash[..32]}\"") : null;
}
