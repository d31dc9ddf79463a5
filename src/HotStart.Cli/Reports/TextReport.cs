using System.Collections.Immutable;
using HotStart.Cli.Output;
using HotStart.Cli.Running;

namespace HotStart.Cli.Reports;

/// <summary>For people: results and changes on standard output, everything else on standard error.</summary>
internal sealed class TextReport(ToolConsole console) : IRunReport
{
    public void Opened(PluginStatus plugin)
    {
    }

    public void Watching(PluginStatus plugin, string symbol) =>
        console.Hint($"watching {Path.GetFileName(plugin.Artifact)}: change it and '{symbol}' is called again; Ctrl+C ends");

    public void Modified(string file, PluginEvent change) => console.Line($"modified file: {file}");

    public void Called(string symbol, int? generation)
    {
    }

    public string Render(object? value) => ValueText.Of(value);

    public void Item(string symbol, int? generation, string rendered) => console.Line(rendered);

    public void Result(string symbol, int? generation, string? rendered, TimeSpan took)
    {
        if (rendered is not null)
        {
            console.Line(rendered);
        }
    }

    public void Cancelled(string symbol, int? generation) => console.Note($"'{symbol}' ended early, as it was asked to");

    public void Threw(string symbol, int? generation, CallFailure failure) =>
        console.Problem($"'{symbol}' threw", failure.ToString());

    public void Refused(string plugin, string file, ImmutableArray<Reason> reasons, int? serving)
    {
        foreach (Reason reason in reasons)
        {
            console.Problem(ExitCodes.Label(reasons), reason);
        }

        if (serving is not null)
        {
            console.Note($"keeps serving generation {serving}");
        }
    }

    public void Misfit(string message) => console.Problem("error", message);

    public void Happened(PluginEvent e)
    {
        if (e.Kind is PluginEventKind.Unloaded or PluginEventKind.Cleared)
        {
            console.Note(e.Message);
        }
        else if (e.Kind is PluginEventKind.Warned)
        {
            Warned(e.PluginId, e.Reasons);
        }
        else
        {
            console.Problem(EventWords.Of(e.Kind), e.Message);
        }
    }

    public void Warned(string plugin, ImmutableArray<Reason> warnings)
    {
        foreach (Reason warning in warnings)
        {
            console.Problem("warning", warning);
        }
    }

    public void Waiting(string message) => console.Note(message);

    public void Stopped()
    {
    }
}
