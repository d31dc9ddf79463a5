using Microsoft.AspNetCore.Http;

/// <summary>
/// An endpoint as a plain RequestDelegate: the host routes requests to it (see host/Program.cs). There is no mapping
/// of routes by the plugin itself yet. Write JSON with a JsonSerializerContext: reflection over the plugin's types
/// fills caches of the process.
/// </summary>
public static class Endpoint
{
    public static Task Handle(HttpContext http) => http.Response.WriteAsync("Hello, world!");
}
