namespace HotStart.Bench.Web;

/// <summary>What one run of wrk saw.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="PerSecond">The same by time.</param>
/// <param name="Not2xx">Responses with another status than 2xx or 3xx; the endpoints have no 3xx.</param>
/// <param name="SocketErrors">Connections refused or broken, and requests that timed out.</param>
/// <param name="P99">Latency in milliseconds.</param>
internal sealed record WrkResult(long Requests, double PerSecond, long Not2xx, long SocketErrors, double P99);
