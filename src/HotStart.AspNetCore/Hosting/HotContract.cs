using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Hosting;

/// <summary>A service of the application that is a contract of a plugin: there once the plugins are, and not before.</summary>
internal sealed class HotContract(Type type, Func<IServiceProvider, object> get) : ServiceDescriptor(type, get, ServiceLifetime.Singleton);
