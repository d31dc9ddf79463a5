using System.Reflection;
using System.Runtime.Loader;

namespace HotStart.Flow.Candidates;

/// <summary>
/// Chooses who builds an artifact: the compiler in this process, where the host has it, else <c>dotnet build</c>.
/// </summary>
internal sealed class ArtifactBuilders(PluginHostOptions options) : IDisposable
{
    private const string CompilerAssembly = "HotStart.Compilation";
    private const string CompilerType = "HotStart.Compilation.SourceBuilder";

    private readonly ProjectBuild _project = new();

    // Looked for when it is first needed: a host of DLLs never loads a compiler.
    private readonly Lazy<ArtifactBuilder?> _compiler = new(() => Find(options));

    /// <exception cref="ArtifactException">Nobody here can build it.</exception>
    public ArtifactBuilder For(Artifact artifact)
    {
        if (_compiler.Value is { } compiler && compiler.CanBuild(artifact))
        {
            return compiler;
        }

        return _project.CanBuild(artifact)
            ? _project
            : throw new ArtifactException(new Reason(
                ReasonCodes.CompilerMissing,
                $"'{artifact.Path}' is C# source, and this host has no compiler: add the package {CompilerAssembly} to it, or build the plugin to a DLL.",
                artifact.Path));
    }

    public void Dispose()
    {
        if (_compiler.IsValueCreated)
        {
            _compiler.Value?.Dispose();
        }
    }

    private static ArtifactBuilder? Find(PluginHostOptions options)
    {
        Assembly own = typeof(ArtifactBuilders).Assembly;
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(own) ?? AssemblyLoadContext.Default;
        Assembly assembly;
        try
        {
            assembly = context.LoadFromAssemblyName(new AssemblyName(CompilerAssembly));
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        return (ArtifactBuilder)Activator.CreateInstance(
            assembly.GetType(CompilerType, throwOnError: true)!,
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions,
            binder: null,
            [options],
            culture: null)!;
    }
}
