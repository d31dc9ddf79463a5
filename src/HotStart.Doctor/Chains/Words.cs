using System.Text.RegularExpressions;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Chains;

/// <summary>Names of types, methods and threads as their authors wrote them.</summary>
internal static partial class Words
{
    /// <summary>A type's name; the namespaces of its arguments are left out, and compilers' inventions undone.</summary>
    public static string Type(string name)
    {
        string text = ShortArguments().Replace(name, "$1");
        return text.Replace("+<>c__DisplayClass", " (variables of a lambda) #", StringComparison.Ordinal) is var t && t.IndexOf(" #", StringComparison.Ordinal) is > 0 and int cut
            ? t[..cut]
            : text.Replace("+<>c", " (lambdas)", StringComparison.Ordinal);
    }

    /// <summary>A static or other field, with its type; a property by its own name.</summary>
    public static string Field(ChainLink link) => $"{Type(link.Owner?.Name ?? "?")}.{Property(link.Field ?? "?")}";

    /// <summary>The property that a compiler made a field for, or the field's own name.</summary>
    public static string Property(string field) =>
        field.StartsWith('<') && field.IndexOf(">k__BackingField", StringComparison.Ordinal) is > 1 and int end
            ? string.Concat(field.AsSpan(1, end - 1), field.AsSpan(end + ">k__BackingField".Length))
            : field;

    /// <summary>A method, with its type.</summary>
    public static string Method(ClrMethod? method)
    {
        if (method?.Type is null)
        {
            return "a method";
        }

        string type = method.Type.Name ?? "?";
        string name = method.Name ?? "?";
        Match lambda = Lambda().Match(name);
        if (lambda.Success)
        {
            type = type.Split("+<>c", 2)[0];
            return lambda.Groups[2].Value.Length > 0 && lambda.Groups[2].Value[0] == 'g'
                ? $"{type}.{lambda.Groups[1].Value}.{lambda.Groups[3].Value}"
                : $"a lambda in {type}.{lambda.Groups[1].Value}";
        }

        Match machine = StateMachine().Match(type);
        return machine.Success ? $"{machine.Groups[1].Value}.{machine.Groups[2].Value}" : $"{type}.{name}";
    }

    /// <summary>The async method whose state machine a type holds, or null.</summary>
    public static string? AsyncMethod(string typeName)
    {
        int machine = typeName.IndexOf("AsyncStateMachineBox<", StringComparison.Ordinal);
        if (machine < 0)
        {
            return null;
        }

        string held = typeName[(machine + "AsyncStateMachineBox<".Length)..];
        Match nested = NestedStateMachine().Match(held);
        if (nested.Success)
        {
            string outer = $"{nested.Groups[1].Value.Split(", ")[^1]}.{nested.Groups[2].Value}";
            return nested.Groups[3].Value == "g" ? $"{outer}.{nested.Groups[4].Value}" : $"a lambda in {outer}";
        }

        Match found = StateMachine().Match(held);
        return found.Success ? $"{found.Groups[1].Value.Split(", ")[^1]}.{found.Groups[2].Value}" : null;
    }

    [GeneratedRegex(@"(?<=[<,\[] ?)(?:[A-Za-z_]\w*\.)+([A-Za-z_])")]
    private static partial Regex ShortArguments();

    [GeneratedRegex(@"^<(.*?)>(?:(b|g)__)([^|]*)")]
    private static partial Regex Lambda();

    /// <summary>Of a lambda (b) or a local function (g), within the class of its variables.</summary>
    [GeneratedRegex(@"^(.*?)(?:\+<>c\w*)?\+<<(.*?)>(b|g)__([^|>]*)[^>]*>d")]
    private static partial Regex NestedStateMachine();

    [GeneratedRegex(@"^(.*?)\+<(.*?)>d__")]
    private static partial Regex StateMachine();
}
