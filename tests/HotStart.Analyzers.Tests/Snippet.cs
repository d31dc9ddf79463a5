using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace HotStart.Analyzers.Tests;

/// <summary>What a snippet of plugin code is compiled with.</summary>
internal static class Snippet
{
    /// <summary>Types of a host, from another assembly.</summary>
    private const string Host =
        """
        using System;
        namespace Host;
        public interface IBoard { event Action Changed; string Name { get; } }
        public static class Bus { public static event Action? Ticked; public static IBoard? Board { get; set; } public static void Tick() => Ticked?.Invoke(); }
        public sealed class Widget { public event Action? Changed; public void Change() => Changed?.Invoke(); }
        public sealed class Life { public System.Threading.CancellationToken Ending => default; }
        """;

    public const string Usings =
        """
        global using System; global using System.Collections.Generic; global using System.Threading;
        global using System.Threading.Tasks; global using Host; global using HotStart;
        """;

    /// <summary>The reference assemblies of the SDK that runs the tests, the host's types, and what plugins may refer to.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. Pack("Microsoft.NETCore.App.Ref"),
        .. Pack("Microsoft.AspNetCore.App.Ref"),
        MetadataReference.CreateFromImage(PluginForge.Compile(new PluginSource("Host", Host))),
        MetadataReference.CreateFromFile(typeof(PluginContext).Assembly.Location),
    ];

    /// <summary>Members in a public class; with <c>type:</c> in front whole types.</summary>
    public static string Code(string snippet) =>
        snippet.StartsWith("type:", StringComparison.Ordinal) ? snippet["type:".Length..] : $"public class Plug\n{{\n    {snippet}\n}}\n";

    private static IEnumerable<MetadataReference> Pack(string name)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string packs = Path.Combine(runtime, "../../../packs", name);
        string newest = Directory.GetDirectories(packs, "10.*").OrderBy(d => Version.Parse(Path.GetFileName(d))).Last();
        return Directory.GetFiles(Path.Combine(newest, "ref/net10.0"), "*.dll").Select(p => MetadataReference.CreateFromFile(p));
    }
}
