using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace HotStart.AspNetCore.Generations;

/// <summary>
/// Compiles what the generators of ASP.NET Core and of JSON made, beside the thread that is about to run it. Code that
/// can be unloaded is always compiled in full, and for a plugin's endpoints that is most of a swap's time.
/// </summary>
internal static class GeneratedCode
{
    private const string Endpoints = "Microsoft.AspNetCore.Http.Generated";
    private const BindingFlags Declared =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static Task CompileAsync(Assembly assembly)
    {
        Type[] types = [.. assembly.GetTypes().Where(IsGenerated)];
        return types.Length == 0 ? Task.CompletedTask : Task.Run(() =>
        {
            foreach (Type type in types)
            {
                foreach (MethodBase method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
                {
                    if (!method.IsAbstract && !method.ContainsGenericParameters)
                    {
                        RuntimeHelpers.PrepareMethod(method.MethodHandle);
                    }
                }
            }
        });
    }

    // With the classes that the compiler makes for lambdas inside.
    private static bool IsGenerated(Type type) => !type.ContainsGenericParameters
        && (type.Namespace == Endpoints || type.IsSubclassOf(typeof(JsonSerializerContext))
            || (type.DeclaringType is { } outer && IsGenerated(outer)));
}
