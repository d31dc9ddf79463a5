using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Hosting;

/// <summary>Which services the application has, and how long each lives: its container tells only the former.</summary>
internal sealed class HostRegistrations(IServiceCollection services)
{
    /// <summary>How long a service lives, or null where the application has none of that type.</summary>
    public ServiceLifetime? LifetimeOf(Type type) =>
        (Last(type) ?? (type.IsConstructedGenericType ? Last(type.GetGenericTypeDefinition()) : null))?.Lifetime;

    /// <summary>Whether a service is a contract of a plugin, which may start after whoever asks for it.</summary>
    public bool IsHot(Type type) => Last(type) is HotContract;

    private ServiceDescriptor? Last(Type type) => services.LastOrDefault(d => d.ServiceType == type && !d.IsKeyedService);
}
