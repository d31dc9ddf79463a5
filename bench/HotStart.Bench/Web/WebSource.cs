using System.Runtime.InteropServices;
using HotStart.AspNetCore;
using HotStart.Testing;

namespace HotStart.Bench.Web;

/// <summary>Plugins from the files in Code, which are compiled into the bench too.</summary>
internal static class WebSource
{
    private const string Orders = "public sealed record Order(int Id, int Pieces);";

    /// <summary>Forges some versions of the twenty endpoints.</summary>
    /// <param name="generated">Whether the request delegate generator and the JSON generator run, as in a plugin made from the template.</param>
    public static string[] Endpoints(TempFolder folder, int versions, bool generated) => generated
        ? Forge(folder, "shop", versions, Generators(), Read("ShopEndpoints.cs"), Read("ShopJson.cs"))
        : Forge(folder, "shop", versions, [], Read("ShopEndpoints.cs"), Read("ShopJsonByReflection.cs"));

    /// <summary>Forges some versions of the controller.</summary>
    public static string[] Controllers(TempFolder folder, int versions)
    {
        string endpoints = Read("ShopEndpoints.cs");
        string records = endpoints[endpoints.IndexOf(Orders, StringComparison.Ordinal)..];
        return Forge(folder, "mvc", versions, [], Read("ShopController.cs"), $"namespace HotStart.Bench.Web.Code;\n{records}");
    }

    private static string[] Forge(TempFolder folder, string name, int versions, string[] generators, params string[] code) =>
    [
        .. Enumerable.Range(1, versions).Select(v => new PluginForge(folder.MakeFolder($"{name}{v}")).Build(
            new PluginSource(name, [.. code, $"internal static class Stamp {{ public const int Value = {v}; }}"])
            {
                Version = $"{v}.0.0",
                References = References(),
                Generators = generators,
            })),
    ];

    private static string Read(string name)
    {
        using Stream stream = typeof(WebSource).Assembly.GetManifestResourceStream($"web/{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static string[] References() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Pack("Microsoft.AspNetCore.App.Ref"), "ref", $"net{Environment.Version.Major}.{Environment.Version.Minor}"), "*.dll")
            .Where(d => !File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), Path.GetFileName(d)))),
        typeof(IWebPlugin).Assembly.Location,
    ];

    private static string[] Generators() =>
    [
        Path.Combine(Pack("Microsoft.AspNetCore.App.Ref"), "analyzers/dotnet/cs/Microsoft.AspNetCore.Http.RequestDelegateGenerator.dll"),
        Path.Combine(Pack("Microsoft.NETCore.App.Ref"), "analyzers/dotnet/cs/System.Text.Json.SourceGeneration.dll"),
    ];

    private static string Pack(string name) => Directory.EnumerateDirectories(
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "packs", name))).Order(StringComparer.Ordinal).Last();
}
