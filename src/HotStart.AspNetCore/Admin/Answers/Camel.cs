using System.Text.Json;

namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>Names of states and outcomes as JSON has them.</summary>
internal static class Camel
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
