using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Admin.Access;

/// <summary>How often one caller may try, change and listen. Safe for use by several threads.</summary>
internal sealed class AdminLimits : IDisposable
{
    /// <summary>The largest body, in bytes, that a call may bring.</summary>
    public const int Body = 16 * 1024;

    public const int WrongTokensPerMinute = 10;

    public const int ChangesPerMinute = 60;

    public const int Listeners = 32;

    private readonly PartitionedRateLimiter<HttpContext> _wrongTokens = PerMinute(WrongTokensPerMinute);
    private readonly PartitionedRateLimiter<HttpContext> _changes = PerMinute(ChangesPerMinute);
    private readonly ConcurrencyLimiter _listeners = new(new ConcurrencyLimiterOptions { PermitLimit = Listeners });

    /// <summary>Whether more tokens of this caller are looked at at all.</summary>
    public bool MayTryToken(HttpContext context)
    {
        using RateLimitLease lease = _wrongTokens.AttemptAcquire(context, permitCount: 0);
        return lease.IsAcquired;
    }

    public void CountWrongToken(HttpContext context) => _wrongTokens.AttemptAcquire(context).Dispose();

    public bool MayChange(HttpContext context)
    {
        using RateLimitLease lease = _changes.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    /// <summary>A place among those who listen to events; give it back by disposing it.</summary>
    public RateLimitLease Listen() => _listeners.AttemptAcquire();

    public void Dispose()
    {
        _wrongTokens.Dispose();
        _changes.Dispose();
        _listeners.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> PerMinute(int permits) =>
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => RateLimitPartition.GetFixedWindowLimiter(
            Network(context.Connection.RemoteIpAddress ?? IPAddress.None),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }));

    // Whoever has one address of IPv6 has the whole network of 64 bits below it.
    private static IPAddress Network(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        if (bytes.Length != 16 || address.IsIPv4MappedToIPv6)
        {
            return address;
        }

        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
