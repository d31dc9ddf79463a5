using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace HotStart.AspNetCore.Generations;

/// <summary>The static files of one generation as an endpoint.</summary>
internal sealed class PluginFiles(IFileProvider files)
{
    private const string DefaultFile = "index.html";

    private static readonly FileExtensionContentTypeProvider _types = new();

    // A staged copy never changes. Times would not do: two versions can be deployed within one second, and the rest of a
    // download that one began must not come from the other.
    private readonly ConcurrentDictionary<string, EntityTagHeaderValue> _tags = new(StringComparer.Ordinal);

    /// <summary>Answers with the file that the route value <c>file</c> names; what is none, or of no known type, is not found.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        string path = context.Request.RouteValues["file"] as string ?? "";
        IFileInfo file = files.GetFileInfo(path.Length == 0 || path.EndsWith('/') ? path + DefaultFile : path);
        if (!file.Exists || file.IsDirectory || file.PhysicalPath is not { } physical || !_types.TryGetContentType(file.Name, out string? type))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Answers ranges and conditions, and HEAD.
        EntityTagHeaderValue tag = await TagAsync(physical, context.RequestAborted).ConfigureAwait(false);
        await TypedResults.PhysicalFile(physical, type, lastModified: file.LastModified, entityTag: tag, enableRangeProcessing: true)
            .ExecuteAsync(context).ConfigureAwait(false);
    }

    private async ValueTask<EntityTagHeaderValue> TagAsync(string file, CancellationToken cancellationToken)
    {
        if (!_tags.TryGetValue(file, out EntityTagHeaderValue? tag))
        {
            await using FileStream content = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);
            tag = new($"\"{Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false))[..32]}\"");
            _tags[file] = tag;
        }

        return tag;
    }
}
