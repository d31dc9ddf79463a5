using System.CommandLine;
using HotStart.Cli.Commands;
using HotStart.Cli.Output;
using HotStart.Packages.Store;

namespace HotStart.Cli.Versions;

/// <summary>The options of commands on a store, the same in each.</summary>
internal sealed class StoreOptions
{
    public Option<string?> Store { get; } = new("--store")
    {
        Description = $"The folder of the store. Default: ${StoreSettings.Variable}, else HotStart:Store of appsettings.json here, else a folder of yours.",
        HelpName = "DIR",
    };

    public Option<string[]> Source { get; } = new("--source")
    {
        Description = "A feed: a folder, an address or a name of NuGet.Config; once for each. Default: those of NuGet.Config.",
        HelpName = "FEED",
    };

    public Option<string[]> AllowBreaking { get; } = new("--allow-breaking")
    {
        Description = "A member that may break without a new major version, by name; once for each. It is recorded.",
        HelpName = "MEMBER",
    };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show the whole plan and write nothing." };

    public Option<bool> Retry { get; } = new("--retry") { Description = "Take again what was set aside or refused before." };

    public Option<string?> Name { get; } = new("--name") { Description = "The name of the new release. Default: its number.", HelpName = "NAME" };

    public Option<bool> Json { get; } = JsonOption.Make();

    /// <summary>All options of a command that makes a release of what feeds have.</summary>
    public IEnumerable<Option> OfChange => [Source, AllowBreaking, Name, Retry, DryRun, Store, Json];

    /// <param name="parsed">What was typed.</param>
    /// <param name="console">Where transfers are shown.</param>
    /// <param name="doing">A word for what is done, as in <c>installing</c>.</param>
    public ChangeOptions Change(ParseResult parsed, ToolConsole console, string doing) => new()
    {
        Sources = [.. parsed.GetValue(Source) ?? []],
        AllowBreaking = [.. parsed.GetValue(AllowBreaking) ?? []],
        DryRun = parsed.GetValue(DryRun),
        Retry = parsed.GetValue(Retry),
        Name = parsed.GetValue(Name),
        Progress = TransferBar.For(console, doing, parsed.GetValue(Json)),
    };
}
