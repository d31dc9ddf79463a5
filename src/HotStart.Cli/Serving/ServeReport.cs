using HotStart.Cli.Output;
using HotStart.Cli.Versions;
using HotStart.Packages.Store;

namespace HotStart.Cli.Serving;

/// <summary>Says what is served, and how to try it.</summary>
internal sealed class ServeReport(ToolConsole console, bool asJson)
{
    private const int MostFunctions = 8;

    public void Serving(ServedThing served, IReadOnlyList<string> urls, IReadOnlyList<ServedPlugin> plugins)
    {
        if (asJson)
        {
            Json(served, urls, plugins);
            return;
        }

        string url = urls[0].TrimEnd('/');
        console.Line($"serving the {(served.IsStore ? "store" : "plugins of")} {served.Path} on {string.Join(", ", urls)}");
        foreach (ServedPlugin plugin in plugins)
        {
            console.Line($"{plugin.Id} {plugin.Version}");
            foreach (string route in plugin.Routes)
            {
                console.Line($"  {route}");
            }

            foreach (SymbolInfo function in plugin.Functions.Take(MostFunctions))
            {
                console.Line($"  {function.Name}: {function.Signature}");
            }

            if (plugin.Functions.Count > 0)
            {
                console.Line($"  try: curl -X POST {url}/hotstart/call/{plugin.Id}/{plugin.Functions[0].Name} -H 'Content-Type: application/json' -d '[]'");
            }
        }

        if (plugins.Count == 0)
        {
            console.Line(served.IsStore
                ? $"no plugin is there yet: hotstart install ID --store {served.Path}"
                : "no plugin is there yet: put a DLL, a C# file or a project's folder into it");
        }

        console.Line($"routes as OpenAPI: {url}/openapi/v1.json");
        console.Line($"{(served.IsStore ? "releases and plugins" : "plugins")}: {url}/hotstart");
        console.Note($"{(served.IsStore ? "what becomes the active release goes live" : "changes of the files are swapped in")}; Ctrl+C drains and ends");
    }

    /// <summary>Tells what a host on a store writes to the history, as <c>hotstart run --store</c> does.</summary>
    public void Recorded(HistoryRecord record) => StoreRun.Tell(record, asJson, console);

    private void Json(ServedThing served, IReadOnlyList<string> urls, IReadOnlyList<ServedPlugin> plugins) => JsonLine.Write(console, "serving", json =>
    {
        json.WriteString(served.IsStore ? "store" : "folder", served.Path);
        JsonLine.Texts(json, "urls", urls);
        json.WriteStartArray("plugins");
        foreach (ServedPlugin plugin in plugins)
        {
            json.WriteStartObject();
            json.WriteString("plugin", plugin.Id);
            json.WriteString("version", plugin.Version);
            json.WriteNumber("generation", plugin.Generation ?? 0);
            JsonLine.Texts(json, "routes", plugin.Routes);
            JsonLine.Texts(json, "functions", plugin.Functions.Select(f => f.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
