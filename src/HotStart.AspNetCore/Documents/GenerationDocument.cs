using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace HotStart.AspNetCore.Documents;

/// <summary>
/// The OpenAPI document of one generation, made in its own container and kept as text: what describes types remembers
/// them, and the host's must not remember a plugin's. Safe for use by several threads.
/// </summary>
internal sealed class GenerationDocument
{
    /// <summary>The document that every generation has, whatever the host calls its own.</summary>
    public const string Name = "v1";

    private volatile string? _text;

    /// <summary>Call it under a lease: it runs plugin code the first time.</summary>
    public async Task<string> ReadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (_text is { } known)
        {
            return known;
        }

        IOpenApiDocumentProvider provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        OpenApiDocument document = await provider.GetOpenApiDocumentAsync(cancellationToken).ConfigureAwait(false);
        return _text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken).ConfigureAwait(false);
    }
}
