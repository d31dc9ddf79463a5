using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>Calls a function of a built plugin.</summary>
internal static class Answer
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Of(string built, string call)
    {
        // A copy: builds overwrite what they built, and the runtime keeps what it loaded from a path.
        using TempFolder folder = new();
        string from = Path.GetDirectoryName(built)!;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            folder.Write(Path.GetRelativePath(from, file), File.ReadAllBytes(file));
        }

        string dll = folder[Path.GetFileName(built)];
        Context context = new(dll);
        try
        {
            int dot = call.LastIndexOf('.');
            Type type = context.LoadFromAssemblyPath(dll).GetType(call[..dot], throwOnError: true)!;
            return (string)type.GetMethod(call[(dot + 1)..])!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }

    private sealed class Context(string dll) : AssemblyLoadContext("answer", isCollectible: true)
    {
        private readonly AssemblyDependencyResolver _resolver = new(dll);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
