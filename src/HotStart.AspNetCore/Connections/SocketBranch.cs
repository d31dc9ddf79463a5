using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HotStart.AspNetCore.Connections;

/// <summary>The branch of a generation for requests that may become WebSockets.</summary>
internal static class SocketBranch
{
    /// <summary>A delegate that offers WebSockets, where the host's own middleware did not, and watches them.</summary>
    public static RequestDelegate Build(IServiceProvider services, OpenSockets sockets, RequestDelegate branch)
    {
        ApplicationBuilder app = new(services);
        app.UseWebSockets();
        app.Run(context => WatchAsync(context, sockets, branch));
        return app.Build();
    }

    /// <summary>Whether the client asks for more than a response: over HTTP/1.1 by an upgrade, over HTTP/2 by an extended connect.</summary>
    public static bool MayBecomeSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.Count > 0 || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;

    private static async Task WatchAsync(HttpContext context, OpenSockets sockets, RequestDelegate branch)
    {
        if (context.Features.Get<IHttpWebSocketFeature>() is not { IsWebSocketRequest: true } inner)
        {
            await branch(context).ConfigureAwait(false);
            return;
        }

        WatchedSockets watched = new(context, inner, sockets);
        context.Features.Set<IHttpWebSocketFeature>(watched);
        try
        {
            await branch(context).ConfigureAwait(false);
        }
        finally
        {
            watched.End();
            context.Features.Set(inner);
        }
    }
}
