using System.Text.Json;
using HotStart.AspNetCore.Generations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Connections;

/// <summary>
/// The branch of a generation for negotiations: a client is given a token there, and connects with it in requests of their
/// own, between which a swap may come.
/// </summary>
internal static class NegotiateBranch
{
    private const string Ending = "/negotiate";

    public static RequestDelegate Build(WebGeneration generation, HeldConnections connections, TimeProvider time, RequestDelegate branch)
    {
        TimeSpan patience = generation.Services.GetRequiredService<IOptions<ConnectionOptions>>().Value.DisconnectTimeout ?? TimeSpan.FromSeconds(15);
        return NegotiateAsync;

        async Task NegotiateAsync(HttpContext context)
        {
            Stream body = context.Response.Body;
            using MemoryStream answer = new();
            context.Response.Body = answer;
            try
            {
                await branch(context).ConfigureAwait(false);
            }
            finally
            {
                context.Response.Body = body;
            }

            // Before the client has it: it may connect at once.
            string path = context.Request.Path.Value ?? "";
            if (path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && Token(answer.GetBuffer().AsMemory(0, (int)answer.Length)) is { Length: > 0 } token)
            {
                connections.Hold(generation, token, path[..^Ending.Length], patience, time);
            }

            answer.Position = 0;
            await answer.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>What the client connects with, or null where it is sent elsewhere or refused, or the answer is not to be read.</summary>
    private static string? Token(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && (json.RootElement.TryGetProperty("connectionToken", out JsonElement token) || json.RootElement.TryGetProperty("connectionId", out token))
                ? token.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
