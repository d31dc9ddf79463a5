using HotStart.Cli.Output;

namespace HotStart.Cli.Serving;

/// <summary>Says what is served, and how to try it.</summary>
internal sealed class ServeReport(ToolConsole console, bool asJson)
{
    private const int MostFunctions = 8;

    public void Serving(string folder, IReadOnlyList<string> urls, IReadOnlyList<ServedPlugin> plugins)
    {
        if (asJson)
        {
            Json(folder, urls, plugins);
            return;
        }

        string url = urls[0].TrimEnd('/');
        console.Line($"serving the plugins of {folder} on {string.Join(", ", urls)}");
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
            console.Line("no plugin is there yet: put a DLL, a C# file or a project's folder into it");
        }

        console.Line($"routes as OpenAPI: {url}/openapi/v1.json");
        console.Note("changes of the files are swapped in; Ctrl+C drains and ends");
    }

    private void Json(string folder, IReadOnlyList<string> urls, IReadOnlyList<ServedPlugin> plugins) => JsonLine.Write(console, "serving", json =>
    {
        json.WriteString("folder", folder);
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
