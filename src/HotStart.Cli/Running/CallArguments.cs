using System.Reflection;
using System.Text.Json;

namespace HotStart.Cli.Running;

/// <summary>Turns what was typed into the arguments of one call.</summary>
internal sealed class CallArguments(IReadOnlyList<string> typed, CancellationToken asksToEnd)
{
    /// <summary>Why the overload tried last did not fit, or null.</summary>
    public string? Misfit { get; private set; }

    /// <summary>Whether an overload was found: what is thrown from now on comes from the plugin.</summary>
    public bool Fit { get; private set; }

    /// <summary>Whether the function wants to be told when it should end.</summary>
    public bool CanBeAskedToEnd { get; private set; }

    /// <summary>The arguments, or an array of another length where they do not fit these parameters.</summary>
    public object?[] Make(IReadOnlyList<ParameterInfo> parameters)
    {
        object?[] none = new object?[parameters.Count + 1];
        object?[] made = new object?[parameters.Count];
        int next = 0;
        for (int i = 0; i < made.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
            if (type == typeof(CancellationToken))
            {
                made[i] = asksToEnd;
                CanBeAskedToEnd = true;
            }
            else if (parameter.IsOut)
            {
                made[i] = null;
            }
            else if (next < typed.Count)
            {
                if (!TryRead(typed[next], type, out made[i], out string? why))
                {
                    Misfit = $"Argument {next + 1} does not fit '{TypeWords.Name(type)} {parameter.Name}': {why}.";
                    return none;
                }

                next++;
            }
            else if (parameter.HasDefaultValue)
            {
                made[i] = parameter.DefaultValue;
            }
            else
            {
                Misfit ??= $"Argument {next + 1} is missing: '{TypeWords.Name(type)} {parameter.Name}'. Give one --arg for each.";
                return none;
            }
        }

        if (next < typed.Count)
        {
            Misfit = $"It takes {next} argument(s), but {typed.Count} were given.";
            return none;
        }

        Fit = true;
        return made;
    }

    private static bool TryRead(string text, Type type, out object? value, out string? why)
    {
        why = null;
        value = null;
        if (type == typeof(string) && !text.StartsWith('"') && text != "null")
        {
            value = text;
            return true;
        }

        try
        {
            value = JsonSerializer.Deserialize(text, type, ValueText.Options);
            return true;
        }
        catch (JsonException first)
        {
            try
            {
                // Bare text for what JSON writes as text: a date, a name of an enumeration, an address.
                value = JsonSerializer.Deserialize(JsonSerializer.Serialize(text, ValueText.Options), type, ValueText.Options);
                return true;
            }
            catch (JsonException)
            {
                why = $"expected {TypeWords.Expected(type)}, found {text}{(first.Path is { Length: > 1 } place ? $" (at {place})" : "")}";
                return false;
            }
        }
        catch (NotSupportedException e)
        {
            why = $"{e.Message} Call a function that takes simpler types";
            return false;
        }
    }
}
