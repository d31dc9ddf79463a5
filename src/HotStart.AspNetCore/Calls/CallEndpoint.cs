using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HotStart.AspNetCore.Calls;

/// <summary>One call of a plugin's function over HTTP: a JSON array of arguments in, the result as JSON out.</summary>
internal sealed partial class CallEndpoint(PluginHost host, IHostEnvironment environment, ILogger<CallEndpoint> logger)
{
    public async Task RunAsync(HttpContext http, string plugin, string symbol)
    {
        if (!host.TryGet(plugin, out Plugin? found))
        {
            string known = string.Join(", ", host.Status.Plugins.Where(p => p.ActiveGeneration is not null).Select(p => p.Id).DefaultIfEmpty("none"));
            await TellAsync(http, StatusCodes.Status404NotFound, "No such plugin", $"There is no active plugin '{plugin}'. Active are: {known}.").ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(http).ConfigureAwait(false) is not { } given)
        {
            return;
        }

        CallArguments arguments = new(given, http.RequestAborted);
        try
        {
            await found.LookupNamedCall(symbol).InvokeAsync(
                arguments.Make, (value, type, token) => CallResult.WriteAsync(http, value, type, token), http.RequestAborted).ConfigureAwait(false);
        }
        catch (SymbolNotFoundException e) when (!arguments.Fit)
        {
            await TellAsync(http, StatusCodes.Status404NotFound, "No such function", e.Message).ConfigureAwait(false);
        }
        catch (SymbolTypeException e) when (!arguments.Fit)
        {
            await TellAsync(http, StatusCodes.Status400BadRequest, "The arguments do not fit", arguments.Misfit ?? e.Message).ConfigureAwait(false);
        }
        catch (PluginNotFoundException e) when (!arguments.Fit)
        {
            await TellAsync(http, StatusCodes.Status404NotFound, "No such plugin", e.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to hear of it.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            Threw(logger, e, plugin, symbol);
            await TellAsync(
                http, StatusCodes.Status500InternalServerError, $"'{symbol}' of plugin '{plugin}' threw",
                environment.IsDevelopment() ? $"{e.GetType().Name}: {e.Message}" : "The host's log says what.").ConfigureAwait(false);
        }
    }

    private static async Task<JsonElement[]?> ReadAsync(HttpContext http)
    {
        // A page of another site can post text or a form without being asked, but not this type: no call comes from there.
        if (!http.Request.HasJsonContentType())
        {
            await TellAsync(
                http, StatusCodes.Status415UnsupportedMediaType, "JSON is expected",
                $"Send the arguments as a JSON array with 'Content-Type: application/json', [] for none. Found: '{http.Request.ContentType}'.").ConfigureAwait(false);
            return null;
        }

        string problem;
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted).ConfigureAwait(false);
            if (body.RootElement.ValueKind == JsonValueKind.Array)
            {
                return [.. body.RootElement.EnumerateArray().Select(e => e.Clone())];
            }

            problem = $"found {body.RootElement.ValueKind}";
        }
        catch (JsonException e)
        {
            problem = e.Message;
        }
        catch (BadHttpRequestException e)
        {
            await TellAsync(http, e.StatusCode, "The request cannot be read", e.Message).ConfigureAwait(false);
            return null;
        }

        await TellAsync(
            http, StatusCodes.Status400BadRequest, "The body is no JSON array",
            $"Expected a JSON array with the arguments, such as [\"apple\", 3] or []: {problem}").ConfigureAwait(false);
        return null;
    }

    private static Task TellAsync(HttpContext http, int status, string title, string detail)
    {
        ProblemHttpResult problem = TypedResults.Problem(detail, statusCode: status, title: title);
        return problem.ExecuteAsync(http);
    }

    [LoggerMessage(500, LogLevel.Error, "'{Symbol}' of plugin '{Plugin}' threw when it was called over HTTP")]
    private static partial void Threw(ILogger logger, Exception exception, string plugin, string symbol);
}
