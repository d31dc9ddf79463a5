using System.Reflection;
using HotStart.Flow.Generations;
using HotStart.Handles.Symbols;

namespace HotStart.Handles;

/// <summary>What binding says when a symbol is missing or has another type.</summary>
internal static class BindErrors
{
    private const int MostListed = 20;

    public static SymbolNotFoundException NotFound(HandleKey key, Generation generation, SymbolTable symbols)
    {
        IReadOnlyList<SymbolInfo> all = symbols.List();
        IReadOnlyList<string> near = NearestNames.To(key.Name, all.Select(s => s.Name));
        string hint = near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
        return new(generation.PluginId, key.Name,
            $"Plugin '{generation.PluginId}' (generation {generation.Number}) has no symbol '{key.Name}'.{hint} {WhatIsThere(all)}");
    }

    public static SymbolNotFoundException Ambiguous(HandleKey key, Generation generation, IReadOnlyList<MemberInfo> found) =>
        new(generation.PluginId, key.Name,
            $"'{key.Name}' fits several symbols of plugin '{generation.PluginId}': {string.Join(", ", found.Select(LongName).Distinct())}. Name one of them in full.");

    public static SymbolTypeException SeveralOverloads(HandleKey key, Generation generation, IReadOnlyList<MemberInfo> found) =>
        new(generation.PluginId, key.Name,
            $"Several overloads of '{key.Name}' in plugin '{generation.PluginId}' fit '{Asked(key)}', none of them exactly: {Listed(found)}. Use a delegate type with the exact parameter types of one.");

    public static SymbolTypeException WrongFunction(HandleKey key, Generation generation, IReadOnlyList<MemberInfo> found)
    {
        if (found[0] is not MethodInfo)
        {
            string use = found[0] is Type ? "Get<T> with its contract" : $"Lookup<Variable<{TypeText.Of(TypeOf(found[0]))}>>";
            return Wrong(key, generation, Asked(key), found, $"It is no function: use {use}.");
        }

        Type[] asked = Parts(key.Type.GetMethod("Invoke")!);
        foreach (MethodInfo method in found.OfType<MethodInfo>())
        {
            if (PrivateCopy(asked, Parts(method)) is { } copied)
            {
                return Wrong(key, generation, Asked(key), found, Share(copied));
            }
        }

        string advice = found.OfType<MethodInfo>().Any(m => m.IsGenericMethodDefinition)
            ? "A generic method cannot be looked up: a handle has one entry point. Export a method that is not generic and calls it."
            : "Look it up with a delegate type of that signature, parameter by parameter, ref, in and out included.";
        return Wrong(key, generation, Asked(key), found, advice);
    }

    public static SymbolTypeException WrongVariable(HandleKey key, Generation generation, IReadOnlyList<MemberInfo> found)
    {
        Type type = TypeOf(found[0]);
        string advice = found[0] is MethodInfo ? "It is a function: look it up as a delegate type."
            : found[0] is Type ? "It is a class: use Get<T> with its contract."
            : SymbolTable.IsPrivateCopy(key.Type, type) ? Share(type)
            : $"Use Variable<{TypeText.Of(type)}>.";
        return Wrong(key, generation, $"{TypeText.Of(key.Type)} {key.Name}", found, advice);
    }

    public static SymbolTypeException WrongContract(HandleKey key, Generation generation, MemberInfo found)
    {
        Type? copied = found is Type type ? Array.Find(type.GetInterfaces(), i => SymbolTable.IsPrivateCopy(key.Type, i)) : null;
        return Wrong(key, generation, $"a class that implements {TypeText.Of(key.Type)}", [found],
            copied is null ? "Name a public class that implements it." : Share(copied));
    }

    public static SymbolNotFoundException NoImplementer(HandleKey key, Generation generation, SymbolTable symbols)
    {
        Type? copied = symbols.Implementers(typeof(object))
            .SelectMany(t => t.GetInterfaces())
            .FirstOrDefault(i => SymbolTable.IsPrivateCopy(key.Type, i));
        string why = copied is null
            ? $"A public class, not abstract and not generic, must implement it. {WhatIsThere(symbols.List())}"
            : Share(copied);
        return new(generation.PluginId, TypeText.Of(key.Type),
            $"Plugin '{generation.PluginId}' (generation {generation.Number}) has no class that implements '{TypeText.FullName(key.Type)}'. {why}");
    }

    public static SymbolNotFoundException SeveralImplementers(HandleKey key, Generation generation, List<Type> found) =>
        new(generation.PluginId, TypeText.Of(key.Type),
            $"Several classes of plugin '{generation.PluginId}' implement '{TypeText.Of(key.Type)}': {string.Join(", ", found.Select(TypeText.FullName))}. Pass the name of one of them.");

    private static SymbolTypeException Wrong(
        HandleKey key, Generation generation, string expected, IReadOnlyList<MemberInfo> found, string advice) =>
        new(generation.PluginId, key.Name,
            $"'{key.Name}' of plugin '{generation.PluginId}' (generation {generation.Number}) has another type. Expected: {expected}. Found: {Listed(found)}. {advice}");

    private static string Share(Type copied)
    {
        string assembly = copied.Assembly.GetName().Name!;
        return $"The names are equal, but the plugin has its own copy of '{TypeText.FullName(copied)}' from its private '{assembly}.dll', which makes it another type. Share the assembly: add \"{assembly}\" to {nameof(PluginHostOptions)}.{nameof(PluginHostOptions.SharedAssemblies)}, or mark it [assembly: SharedAssembly].";
    }

    private static Type? PrivateCopy(Type[] asked, Type[] there)
    {
        for (int i = 0; i < Math.Min(asked.Length, there.Length); i++)
        {
            if (SymbolTable.IsPrivateCopy(asked[i], there[i]))
            {
                return there[i];
            }
        }

        return null;
    }

    private static Type[] Parts(MethodInfo method) =>
        [.. new[] { method.ReturnType }.Concat(method.GetParameters().Select(p => p.ParameterType)).SelectMany(Inner)];

    private static IEnumerable<Type> Inner(Type type) =>
        type.HasElementType ? Inner(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Inner).Prepend(type.GetGenericTypeDefinition())
        : [type];

    private static Type TypeOf(MemberInfo member) => member switch
    {
        FieldInfo field => field.FieldType,
        PropertyInfo property => property.PropertyType,
        Type type => type,
        _ => typeof(void),
    };

    private static string Asked(HandleKey key) => SymbolText.Of(key.Type, key.Name);

    private static string Listed(IReadOnlyList<MemberInfo> found) => string.Join("; ", found.Select(SymbolText.Of));

    private static string LongName(MemberInfo member) =>
        member is Type type ? TypeText.FullName(type) : $"{TypeText.FullName(member.DeclaringType!)}.{member.Name}";

    private static string WhatIsThere(IReadOnlyList<SymbolInfo> all)
    {
        if (all.Count == 0)
        {
            return "It has no symbols at all: make a static method, field or property of a public class public.";
        }

        string more = all.Count > MostListed ? $" and {all.Count - MostListed} more" : "";
        return $"It has: {string.Join(", ", all.Take(MostListed).Select(s => s.Name).Distinct())}{more}.";
    }
}
