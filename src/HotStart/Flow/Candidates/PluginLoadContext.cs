using System.Reflection;
using System.Runtime.Loader;
using System.Runtime.Versioning;

namespace HotStart.Flow.Candidates;

/// <summary>One generation's own assemblies; what host and plugin share comes from the host.</summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly bool _hasManagedAssetsPerPlatform;
    private readonly Lazy<AssemblyDependencyResolver?> _resolver;

    public PluginLoadContext(string name, StagedCopy staged, SharedAssemblies shared, bool collectible)
        : base(name, collectible)
    {
        Staged = staged;
        Shared = shared;
        _hasManagedAssetsPerPlatform = staged.Files.Any(
            static f => f.StartsWith("runtimes/", StringComparison.Ordinal) && f.Contains("/lib/", StringComparison.Ordinal));

        // Lazy: it starts the native host's dependency resolution, which costs more than loading a small plugin.
        _resolver = new Lazy<AssemblyDependencyResolver?>(() => CreateResolver(Staged.MainFile));
    }

    public StagedCopy Staged { get; }

    public SharedAssemblies Shared { get; }

    public Assembly LoadMain() => LoadFromAssemblyPath(Staged.MainFile);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name ?? "";
        if (Shared.UsesOwnCopy(name, assemblyName.Version) && OwnPath(name, assemblyName) is { } path)
        {
            return LoadFromAssemblyPath(path);
        }

        if (Shared.PathOfPrivate(name) is { } framework)
        {
            return LoadFromAssemblyPath(framework);
        }

        // Null makes the runtime ask the default context, which is the short way where HotStart lives in it.
        return HostAssemblies.Context == Default ? null : Shared.Load(assemblyName);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (string relative in NativeAssets.Places(unmanagedDllName))
        {
            if (Staged.Holds(relative))
            {
                return LoadUnmanagedDllFromPath(Staged.PathOf(relative));
            }
        }

        return Staged.Files.Length > 1 && _resolver.Value?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path
            ? LoadUnmanagedDllFromPath(path)
            : 0;
    }

    private string? OwnPath(string name, AssemblyName assemblyName)
    {
        if (assemblyName.CultureName is { Length: > 0 } culture)
        {
            return Held($"{culture}/{name}.dll");
        }

        // The file beside the main DLL can be the stub for other platforms: then the .deps.json decides.
        if (_hasManagedAssetsPerPlatform && _resolver.Value?.ResolveAssemblyToPath(assemblyName) is { } resolved)
        {
            return resolved;
        }

        return Held($"{name}.dll");
    }

    private string? Held(string relative) => Staged.Holds(relative) ? Staged.PathOf(relative) : null;

    [UnsupportedOSPlatformGuard("browser")]
    private static bool HasResolver => !OperatingSystem.IsBrowser();

    private static AssemblyDependencyResolver? CreateResolver(string mainFile)
    {
        try
        {
            return HasResolver ? new AssemblyDependencyResolver(mainFile) : null;
        }
        catch (InvalidOperationException)
        {
            return null; // no native host to ask, as in a process started by its own loader: plain files must do
        }
    }
}
