using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HotStart.AspNetCore.Packages.Requests;

/// <summary>
/// Says in the OpenAPI document what a call takes. Not by <c>Accepts</c>: routing would then pass over a request of another type, or of
/// none, to whatever fits besides, such as the plugins, and it would get a 404 that says nothing.
/// </summary>
internal static class RequestBody
{
    public static async Task DescribeAsync<T>(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        OpenApiSchema schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken).ConfigureAwait(false);
        operation.RequestBody = new OpenApiRequestBody
        {
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = schema },
                ["application/x-www-form-urlencoded"] = new() { Schema = schema },
            },
        };
    }
}
