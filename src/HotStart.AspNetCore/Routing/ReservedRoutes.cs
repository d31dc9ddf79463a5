namespace HotStart.AspNetCore.Routing;

/// <summary>Put on an endpoint of the host: everything below this path is the host's, and no plugin may have a route there.</summary>
/// <param name="Prefix">The path, such as <c>/hotstart</c>.</param>
internal sealed record ReservedRoutes(string Prefix)
{
    /// <summary>Where HotStart's own pages and calls are by default; reserved in any case.</summary>
    public const string Default = "/hotstart";
}
