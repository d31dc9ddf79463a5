namespace HotStart.Doctor.Tests;

/// <summary>A plugin that leaks in one known way.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Cause">The id of the cause that must be told.</param>
/// <param name="Holder">What the first line must name of the holder.</param>
/// <param name="Held">What the first line must name of the plugin.</param>
/// <param name="Plant">The body of the method that leaks.</param>
/// <param name="Members">What else its class needs.</param>
public sealed record PlantedLeak(string Id, string Cause, string Holder, string Held, string Plant, string Members = "")
{
    /// <summary>The source of the plugin.</summary>
    public string Code =>
        $$"""
        using System.Runtime.InteropServices;
        using System.Runtime.CompilerServices;
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using Hosts.Leaking;
        namespace {{Id}};
        public sealed class Goods { public int Value { get; set; } public override string ToString() => "goods"; }
        public static class Leak
        {
            public static void Plant()
            {
                {{Plant}}
            }
            {{Members}}
        }
        """;

    /// <summary>What is wrong with the first line that the doctor said; null where it names cause, holder and held.</summary>
    public string? Problem(LeakChain first) =>
        first.Cause.Id != Cause ? $"cause '{Cause}' expected, '{first}' found"
        : !first.Summary.Contains(Holder, StringComparison.Ordinal) ? $"holder '{Holder}' expected, '{first}' found"
        : !first.Summary.Split('←')[^1].Contains(Held, StringComparison.Ordinal) ? $"held '{Held}' expected, '{first}' found"
        : null;

    public override string ToString() => Id;
}
