namespace HotStart.Cli.Running;

/// <summary>What to call where nobody said.</summary>
internal static class SymbolChoice
{
    /// <summary>The symbol of that name, or the only function.</summary>
    /// <exception cref="MisfitException">No name was given, and there is not exactly one function.</exception>
    /// <exception cref="SymbolNotFoundException">There is no such symbol.</exception>
    public static Symbol Of(Plugin plugin, string? name)
    {
        if (name is not null)
        {
            Symbol symbol = plugin.Lookup(name);
            return symbol.Kind != SymbolKind.Contract
                ? symbol
                : throw new MisfitException($"'{name}' of plugin '{plugin.Id}' is a class; only functions and variables can be called. {Functions(plugin)}");
        }

        string[] names = [.. plugin.Symbols.Where(s => s.Kind == SymbolKind.Function).Select(s => s.Name).Distinct()];
        return names.Length == 1
            ? plugin.Lookup(names[0])
            : throw new MisfitException(names.Length == 0
                ? $"Plugin '{plugin.Id}' exports no function: make a static method of a public class public. Statements outside of any class make a program, which nobody calls: put them into such a method."
                : $"Plugin '{plugin.Id}' exports {names.Length} functions; say which one with --call. {Functions(plugin)}");
    }

    private static string Functions(Plugin plugin)
    {
        string[] lines = [.. plugin.Symbols
            .Where(s => s.Kind == SymbolKind.Function)
            .Select(s => $"{Environment.NewLine}  --call {s.Name}    {s.Signature}")];
        return lines.Length == 0 ? "It has no function." : $"Its functions:{string.Concat(lines)}";
    }
}
