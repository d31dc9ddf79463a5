using System.Text.Json.Nodes;
using HotStart.AspNetCore.Generations;
using HotStart.AspNetCore.Hosting;
using HotStart.AspNetCore.Routing;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HotStart.AspNetCore.Documents;

/// <summary>Adds the paths and components of all active plugins to a document of the host, each time it is asked for.</summary>
internal sealed class PluginDocuments(PluginHostLifetime lifetime) : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (!lifetime.HasStarted)
        {
            return; // a document made while the application is built
        }

        foreach (WebGeneration generation in RouteIndex.Of(lifetime.Host.Flow.HostCell.Set!).Generations)
        {
            if (!generation.TryEnter())
            {
                continue; // just replaced
            }

            try
            {
                string text = await generation.Document.ReadAsync(generation.Services, cancellationToken).ConfigureAwait(false);
                Add(document, Read(text, generation.PluginId, document));
            }
            finally
            {
                generation.Exit();
            }
        }
    }

    /// <summary>A plugin's document, its schemas renamed where the document that it goes into has others of the same name.</summary>
    private static OpenApiDocument Read(string text, string pluginId, OpenApiDocument into)
    {
        foreach ((string name, IOpenApiSchema _) in into.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            text = Rename(text, name, $"{pluginId}.{name}");
        }

        return OpenApiDocument.Parse(text, OpenApiConstants.Json).Document
            ?? throw new HotStartException($"The OpenAPI document of plugin '{pluginId}' cannot be read back; this is a bug in HotStart.");
    }

    private static string Rename(string text, string name, string to)
    {
        JsonNode root = JsonNode.Parse(text)!;
        if (root["components"]?["schemas"] is not JsonObject schemas || schemas[name] is not { } schema)
        {
            return text;
        }

        schemas.Remove(name);
        schemas.Add(to, schema);
        return root.ToJsonString().Replace($"\"#/components/schemas/{name}\"", $"\"#/components/schemas/{to}\"", StringComparison.Ordinal);
    }

    private static void Add(OpenApiDocument document, OpenApiDocument plugin)
    {
        document.Paths ??= [];
        foreach ((string path, IOpenApiPathItem item) in plugin.Paths)
        {
            if (!document.Paths.TryGetValue(path, out IOpenApiPathItem? known) || known.Operations is null)
            {
                document.Paths[path] = item;
                continue;
            }

            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations ?? [])
            {
                known.Operations[method] = operation;
            }
        }

        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach ((string name, IOpenApiSchema schema) in plugin.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            document.Components.Schemas[name] = schema;
        }

        HashSet<string?> tags = [.. document.Tags?.Select(t => t.Name) ?? []];
        foreach (OpenApiTag tag in plugin.Tags ?? new HashSet<OpenApiTag>())
        {
            if (tags.Add(tag.Name))
            {
                (document.Tags ??= new HashSet<OpenApiTag>()).Add(tag);
            }
        }
    }
}
