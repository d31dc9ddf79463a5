using System.Reflection;

namespace HotStart.Handles;

/// <summary>Chooses an overload by the number of arguments.</summary>
internal static class UntypedArguments
{
    /// <summary>
    /// The function and its complete arguments. Parameters that were not given an argument take their default, a
    /// <see cref="CancellationToken"/> the caller's.
    /// </summary>
    public static (MethodInfo Method, object?[] Arguments) Choose(
        Handle handle, UntypedSymbol symbol, IReadOnlyList<object?> given, CancellationToken cancellationToken)
    {
        List<MethodInfo> fitting = [.. symbol.Functions.Where(m => !m.IsGenericMethodDefinition && m.GetParameters().Length == given.Count)];
        if (fitting.Count == 0)
        {
            fitting = [.. symbol.Functions.Where(m => !m.IsGenericMethodDefinition && CanComplete(m.GetParameters(), given.Count))];
        }

        return fitting.Count == 1
            ? (fitting[0], Complete(fitting[0].GetParameters(), given, cancellationToken))
            : throw new SymbolTypeException(handle.PluginId, handle.Key.Name, fitting.Count == 0
                ? $"'{handle.Key.Name}' of plugin '{handle.PluginId}' cannot be called with {given.Count} argument(s). Found: {symbol.Signature}."
                : $"{fitting.Count} overloads of '{handle.Key.Name}' of plugin '{handle.PluginId}' take {given.Count} argument(s): {symbol.Signature}. Use As<T> with the delegate type of one of them.");
    }

    /// <summary>The first overload, fewest parameters first, for which as many arguments are made as it takes.</summary>
    public static (MethodInfo Method, object?[] Arguments) Make(
        Handle handle, UntypedSymbol symbol, Func<IReadOnlyList<ParameterInfo>, object?[]> make)
    {
        foreach (MethodInfo method in symbol.Functions
            .Where(m => !m.IsGenericMethodDefinition)
            .OrderBy(m => m.GetParameters().Length))
        {
            object?[] arguments = make(method.GetParameters());
            if (arguments.Length == method.GetParameters().Length)
            {
                return (method, arguments);
            }
        }

        throw new SymbolTypeException(handle.PluginId, handle.Key.Name,
            $"The arguments fit no overload of '{handle.Key.Name}' of plugin '{handle.PluginId}' in number. Found: {symbol.Signature}.");
    }

    private static bool CanComplete(ParameterInfo[] parameters, int given) =>
        parameters.Length > given
        && Array.TrueForAll(parameters[given..], p => p.HasDefaultValue || p.ParameterType == typeof(CancellationToken));

    private static object?[] Complete(ParameterInfo[] parameters, IReadOnlyList<object?> given, CancellationToken cancellationToken)
    {
        object?[] all = new object?[parameters.Length];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = i < given.Count ? given[i]
                : parameters[i].ParameterType == typeof(CancellationToken) ? cancellationToken
                : parameters[i].DefaultValue;
        }

        return all;
    }
}
