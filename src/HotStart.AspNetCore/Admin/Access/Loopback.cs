using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Admin.Access;

/// <summary>
/// Whether a request was made on this machine and for this machine. A proxy on this machine makes requests of others look
/// like that, so any sign of one counts against it.
/// </summary>
internal static class Loopback
{
    // X-Original-* is what the framework's middleware for forwarded headers leaves behind when it has believed one.
    private static readonly string[] _signsOfProxy =
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server", "X-Forwarded-Port",
        "X-Real-IP", "Via", "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP",
        "X-Envoy-External-Address", "X-ARR-ClientCert", "X-Original-URL",
    ];

    public static bool IsCaller(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && IsRealPeer(context)
        && !_signsOfProxy.Any(context.Request.Headers.ContainsKey)
        && IsName(context.Request.Host);

    /// <summary>What middleware says of the caller can be made up by the caller; the socket cannot.</summary>
    private static bool IsRealPeer(HttpContext context) =>
        context.Features.Get<IConnectionEndPointFeature>()?.RemoteEndPoint is not { } peer
        || (peer is IPEndPoint { Address: { } address } && IPAddress.IsLoopback(address));

    /// <summary>A name of another site that leads here (DNS rebinding) would let that site's pages read ours.</summary>
    private static bool IsName(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
