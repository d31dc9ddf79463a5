using System.CommandLine;
using System.Globalization;
using HotStart.Cli.Output;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart symbols</c>: what a plugin exports.</summary>
internal static class SymbolsCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> path = PathArgument.Make();
        Option<bool> json = JsonOption.Make();
        Command command = new("symbols", "Lists what a plugin exports: name, kind and signature. Runs none of its code.") { path, json };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(path)!, parsed.GetValue(json), console, stop));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool asJson, ToolConsole console, CancellationToken stop)
    {
        CheckResult result = await Inspection.RunAsync(path, null, console, stop);
        if (!result.IsFit)
        {
            Inspection.TellReasons(result, asJson, console);
            return ExitCodes.Of(result.Reasons);
        }

        if (asJson)
        {
            foreach (SymbolInfo symbol in result.Symbols)
            {
                JsonLine.Write(console, "symbol", json =>
                {
                    json.WriteString("name", symbol.Name);
                    json.WriteString("kind", Kind(symbol));
                    json.WriteString("signature", symbol.Signature);
                });
            }
        }
        else if (result.Symbols.IsEmpty)
        {
            console.Note($"{result.PluginId} exports nothing: make a static method, field or property of a public class public.");
        }
        else
        {
            console.Table(["name", "kind", "signature"], result.Symbols.Select(s => (IReadOnlyList<string>)[s.Name, Kind(s), s.Signature]));
        }

        return ExitCodes.Done;
    }

    private static string Kind(SymbolInfo symbol) => symbol.Kind.ToString().ToLower(CultureInfo.InvariantCulture);
}
