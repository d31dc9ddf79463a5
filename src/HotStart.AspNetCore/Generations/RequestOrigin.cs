using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Generations;

/// <summary>The host's services of the request that a scope of a generation's container serves.</summary>
internal sealed class RequestOrigin
{
    /// <summary>Null in a scope that no request began.</summary>
    public IServiceProvider? Services { get; set; }

    public object GetRequiredService(Type type) => Services?.GetRequiredService(type) ?? throw new InvalidOperationException(
        $"'{type}' is a service of the host that lives as long as a request, and was asked for outside of one. Ask for it in a request, or register it as a singleton in the host.");
}
