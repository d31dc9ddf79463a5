namespace HotStart.Cli.Running;

/// <summary>Types of parameters for people: written as in C#, and what to type for them.</summary>
internal static class TypeWords
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort",
        [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Name(Type type) =>
        _keywords.TryGetValue(type, out string? keyword) ? keyword
        : type.IsArray ? $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]"
        : Nullable.GetUnderlyingType(type) is { } some ? Name(some) + "?"
        : type.IsGenericType && type.Name.IndexOf('`', StringComparison.Ordinal) is > 0 and int tick
            ? $"{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    /// <summary>What such an argument looks like.</summary>
    public static string Expected(Type type)
    {
        Type own = Nullable.GetUnderlyingType(type) ?? type;
        return own.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(own))}"
            : own == typeof(bool) ? "true or false"
            : own == typeof(float) || own == typeof(double) || own == typeof(decimal) ? "a number such as 1.5"
            : own.IsPrimitive && own != typeof(char) ? $"a whole number that fits into '{Name(own)}'"
            : own == typeof(DateTime) || own == typeof(DateTimeOffset) ? "a time such as 2026-01-31T12:00:00Z"
            : own == typeof(string) || own == typeof(char) ? "a text"
            : typeof(System.Collections.IDictionary).IsAssignableFrom(own) ? "a JSON object such as {\"name\":1}"
            : typeof(System.Collections.IEnumerable).IsAssignableFrom(own) ? "a JSON array such as [1,2]"
            : $"JSON for '{Name(own)}', such as {{\"Name\":1}}";
    }
}
