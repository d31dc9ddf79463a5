using System.CommandLine;
using System.Text.Json;
using HotStart.Cli.Output;
using HotStart.Cli.Running;
using HotStart.Packages;
using HotStart.Packages.Store;

namespace HotStart.Cli.Versions;

/// <summary>What all commands on a store do: open it, do the job, tell how it ended.</summary>
internal static class StoreCommand
{
    /// <summary>Makes a command of options, arguments and a job.</summary>
    public static Command Make(
        ToolConsole console, string name, string description, StoreOptions options, IEnumerable<System.CommandLine.Symbol> symbols, Func<PluginStore, ParseResult, CancellationToken, Task<int>> job)
    {
        Command command = new(name, description);
        foreach (System.CommandLine.Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        command.SetAction((parsed, stop) => RunAsync(console, options, parsed, job, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        ToolConsole console, StoreOptions options, ParseResult parsed, Func<PluginStore, ParseResult, CancellationToken, Task<int>> job, CancellationToken stop)
    {
        using StopSignals signals = new(stop);
        bool asJson = parsed.GetValue(options.Json);
        try
        {
            using PluginStore store = PluginStore.Open(
                StoreSettings.Folder(parsed.GetValue(options.Store)), new PluginStoreOptions { Trust = StoreSettings.Trust() });
            return await job(store, parsed, signals.Token);
        }
        catch (StoreException e)
        {
            return Tell(console, asJson, e.Reasons, e.Code is StoreReasons.Unknown or StoreReasons.BadReleaseFile ? ExitCodes.WrongUsage : ExitCodes.Failed);
        }
        catch (PackageException e)
        {
            return Tell(console, asJson, e.Reasons, ExitCodes.Failed);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return Tell(console, asJson, [new Reason("cancelled", "Stopped before anything was changed.")], ExitCodes.Failed);
        }
    }

    public static int Tell(ToolConsole console, bool asJson, IReadOnlyCollection<Reason> reasons, int exitCode)
    {
        console.Status(null);
        if (asJson)
        {
            JsonLine.Write(console, "error", json =>
            {
                json.WriteString("message", string.Join(" ", reasons.Select(r => r.Message)));
                JsonLine.Reasons(json, reasons);
            });
        }
        else
        {
            foreach (Reason reason in reasons)
            {
                console.Problem("error", reason);
            }
        }

        return exitCode;
    }

    /// <summary>A number of bytes for people.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 10L << 20 => $"{bytes >> 20} MiB",
        >= 10L << 10 => $"{bytes >> 10} KiB",
        _ => $"{bytes} bytes",
    };

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> texts) => JsonLine.Texts(json, name, texts);
}
