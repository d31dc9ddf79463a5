using System.Text.Json;
using HotStart.Cli.Output;

namespace HotStart.Cli.Tests;

/// <summary>One run of the tool within this process, from its arguments to its exit code.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement[] Json => [.. Lines.Select(l => JsonDocument.Parse(l).RootElement.Clone())];

    public static Task<ToolRun> OfAsync(params string[] args) => OfAsync(isTerminal: false, noColor: false, args);

    public static async Task<ToolRun> OfAsync(bool isTerminal, bool noColor, params string[] args)
    {
        using StringWriter @out = new();
        using StringWriter error = new();
        ToolConsole console = new(@out, error, isTerminal, isTerminal, noColor);
        int exitCode = await HotStartTool.RunAsync(args, console, CancellationToken.None).LimitAsync();
        return new ToolRun(exitCode, @out.ToString(), error.ToString());
    }
}
