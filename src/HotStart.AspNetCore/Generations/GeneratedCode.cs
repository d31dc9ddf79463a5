using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace HotStart.AspNetCore.Generations;

/// <summary>
/// Compiles what the generators of ASP.NET Core and of JSON made for the building of endpoints, beside the thread that is
/// about to run it. Code that can be unloaded is always compiled in full: that is most of the time of a swap of endpoints.
/// </summary>
internal static class GeneratedCode
{
    private const string Endpoints = "Microsoft.AspNetCore.Http.Generated";
    private const BindingFlags Declared =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static Task CompileAsync(Assembly assembly)
    {
        MethodInfo[] methods = [.. assembly.GetTypes().SelectMany(Needed)];
        return methods.Length == 0 ? Task.CompletedTask : Task.Run(() =>
        {
            // From the end: the other thread comes from the beginning.
            foreach (MethodInfo method in methods.Reverse())
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        });
    }

    // Not all there is: what only requests need would cost more than it saves here.
    private static IEnumerable<MethodInfo> Needed(Type type)
    {
        if (type.ContainsGenericParameters)
        {
            return [];
        }

        IEnumerable<MethodInfo> own = type.GetMethods(Declared).Where(m => !m.IsAbstract && !m.ContainsGenericParameters);
        return type switch
        {
            { Namespace: Endpoints, Name: "<>c" } or { DeclaringType.Namespace: Endpoints, Name: "<>c" } => own.Where(m => m.Name.StartsWith("<Map", StringComparison.Ordinal)),
            { Namespace: Endpoints } => own.Where(m => m.Name.StartsWith("Map", StringComparison.Ordinal)),
            _ when type.IsSubclassOf(typeof(JsonSerializerContext)) => own.Where(m =>
                m.Name.StartsWith("Create_", StringComparison.Ordinal) || m.Name.EndsWith("PropInit", StringComparison.Ordinal)),
            _ => [],
        };
    }
}
