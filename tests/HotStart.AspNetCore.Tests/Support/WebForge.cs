using System.Runtime.InteropServices;

namespace HotStart.AspNetCore.Tests;

/// <summary>Forges plugins with endpoints.</summary>
internal sealed class WebForge(string folder)
{
    private const string Usings =
        """
        global using HotStart;
        global using HotStart.AspNetCore;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    private static readonly Lazy<string[]> _references = new(() =>
    [
        .. Directory.EnumerateFiles(AspNetReferences(), "*.dll").Where(IsNotInTheRuntime),
        typeof(IWebPlugin).Assembly.Location,
        typeof(WebForge).Assembly.Location,
        typeof(Plugins.Contracts.IPricing).Assembly.Location,
    ]);

    private readonly PluginForge _forge = new(folder);

    public string Folder => _forge.Folder;

    /// <summary>Compiles a plugin into the folder; its code has the usual namespaces of an application.</summary>
    /// <returns>The full path of the DLL.</returns>
    public string Build(string name, params string[] code) =>
        _forge.Build(new PluginSource(name, [Usings, .. code]) { References = _references.Value });

    /// <summary>A plugin whose <c>MapEndpoints</c> and <c>ConfigureServices</c> are these.</summary>
    /// <param name="name">The plugin.</param>
    /// <param name="map">Statements; <c>endpoints</c> is what they map on.</param>
    /// <param name="services">Statements; <c>services</c> and <c>plugin</c> are there.</param>
    /// <param name="types">Further types.</param>
    /// <param name="members">Further members of the plugin's class.</param>
    public string Plugin(string name, string map, string services = "", string types = "", string members = "") => Build(
        name,
        $$"""
        public sealed class ThePlugin : IWebPlugin
        {
            public void ConfigureServices(IServiceCollection services, PluginContext plugin)
            {
                {{services}}
            }

            public void MapEndpoints(IEndpointRouteBuilder endpoints)
            {
                {{map}}
            }

            {{members}}
        }

        {{types}}
        """);

    private static string AspNetReferences()
    {
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        string packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.AspNetCore.App.Ref"));
        return Directory.EnumerateDirectories(packs).Order(StringComparer.Ordinal)
            .Select(v => Path.Combine(v, "ref", $"net{Environment.Version.Major}.{Environment.Version.Minor}")).Last(Directory.Exists);
    }

    // The pack has a few that the forge refers to already.
    private static bool IsNotInTheRuntime(string dll) =>
        !File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), Path.GetFileName(dll)));
}
