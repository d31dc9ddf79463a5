using System.Reflection;
using System.Text.Json;
using HotStart.Handles.Symbols;

namespace HotStart.AspNetCore.Calls;

/// <summary>Turns JSON values into the arguments of one call. Runs under the lease of the generation whose types they have.</summary>
internal sealed class CallArguments(JsonElement[] given, CancellationToken aborted)
{
    /// <summary>Why the overload tried last did not fit, or null.</summary>
    public string? Misfit { get; private set; }

    /// <summary>Whether an overload was found: what is thrown from now on comes from the plugin.</summary>
    public bool Fit { get; private set; }

    /// <summary>The arguments, or an array of another length where they do not fit these parameters.</summary>
    public object?[] Make(IReadOnlyList<ParameterInfo> parameters)
    {
        object?[] made = new object?[parameters.Count];
        int next = 0;
        for (int i = 0; i < made.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            if (parameter.ParameterType == typeof(CancellationToken))
            {
                made[i] = aborted;
            }
            else if (next < given.Length)
            {
                try
                {
                    made[i] = given[next].Deserialize(parameter.ParameterType, CallResult.Json);
                }
                catch (Exception e) when (e is JsonException or NotSupportedException)
                {
                    return Refuse($"Argument {next + 1} does not fit '{TypeText.Of(parameter.ParameterType)} {parameter.Name}': {e.Message}", made);
                }

                next++;
            }
            else if (parameter.HasDefaultValue)
            {
                made[i] = parameter.DefaultValue;
            }
            else
            {
                return Refuse($"Argument {next + 1} is missing: '{TypeText.Of(parameter.ParameterType)} {parameter.Name}'.", made);
            }
        }

        if (next < given.Length)
        {
            return Refuse($"It takes {next} argument(s), but {given.Length} were given.", made);
        }

        Fit = true;
        return made;
    }

    private object?[] Refuse(string why, object?[] made)
    {
        Misfit = why;
        return new object?[made.Length + 1];
    }
}
