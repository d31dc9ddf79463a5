using HotStart.Cli.Output;

namespace HotStart.Cli.Reports;

/// <summary>Tells why a command about packages came to nothing.</summary>
internal static class Refusal
{
    /// <returns>The exit code.</returns>
    public static int Tell(string what, IReadOnlyCollection<Reason> reasons, bool asJson, ToolConsole console)
    {
        if (asJson)
        {
            JsonLine.Write(console, "refused", json =>
            {
                json.WriteString("what", what);
                JsonLine.Reasons(json, reasons);
            });
        }
        else
        {
            foreach (Reason reason in reasons)
            {
                console.Problem(ExitCodes.Label(reasons), reason);
            }
        }

        return ExitCodes.Of(reasons);
    }

    /// <summary>Something on this machine failed: a disk, a folder.</summary>
    public static int Tell(Exception error, bool asJson, ToolConsole console)
    {
        if (asJson)
        {
            JsonLine.Write(console, "error", json => json.WriteString("message", error.Message));
        }
        else
        {
            console.Problem("error", error.Message);
        }

        return ExitCodes.Failed;
    }
}
