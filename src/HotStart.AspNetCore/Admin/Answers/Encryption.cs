using System.Net;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>Whether others can read what is sent.</summary>
internal static class Encryption
{
    public static bool IsSafe(HttpContext context) =>
        context.Request.IsHttps || (context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote));
}
