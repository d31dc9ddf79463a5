using System.CommandLine;
using HotStart.Cli.Output;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Cli.Versions;

/// <summary>The commands that make another release the active one.</summary>
internal static class ChangeCommands
{
    public static IEnumerable<Command> Make(ToolConsole console) =>
    [
        Install(console), Update(console), Remove(console), Apply(console), Rollback(console), Commit(console),
    ];

    private static Command Install(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string> what = new("ID[@RANGE]") { Description = "The package or plugin; @1.2.0 for just that version, @[1.2,2.0) or @1.* for a range. Default: the newest." };
        return StoreCommand.Make(console, "install", "Fetches a plugin with what it depends on, checks it, and makes it part of a new release.", options, [what, .. options.OfChange],
            ChangeReport.Job(console, options, "installing", (store, parsed, stop) =>
            {
                string[] parts = parsed.GetValue(what)!.Split('@', 2);
                return parts[0].Length == 0 || (parts.Length > 1 && parts[1].Length == 0)
                    ? throw new StoreException(StoreReasons.Unknown, $"'{parsed.GetValue(what)}' names no plugin. Write ID, or ID@RANGE as in pricing@1.2.0.")
                    : store.InstallAsync(parts[0], parts.Length > 1 ? parts[1] : null, options.Change(parsed, console, "installing"), stop);
            }));
    }

    private static Command Update(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string[]> ids = new("ID") { Description = "The plugins. Default: all.", Arity = ArgumentArity.ZeroOrMore };
        return StoreCommand.Make(console, "update", "Takes newer versions of plugins where feeds have them. Pins hold; what was set aside is not taken again.", options, [ids, .. options.OfChange],
            ChangeReport.Job(console, options, "updating", (store, parsed, stop) => store.UpdateAsync(parsed.GetValue(ids) ?? [], options.Change(parsed, console, "updating"), stop)));
    }

    private static Command Remove(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string> id = new("ID") { Description = "The plugin." };
        return StoreCommand.Make(console, "remove", "Makes a release without a plugin.", options, [id, options.Name, options.DryRun, options.Store, options.Json],
            ChangeReport.Job(console, options, "removing", (store, parsed, stop) =>
                store.RemoveAsync(parsed.GetValue(id)!, new ChangeOptions { Name = parsed.GetValue(options.Name), DryRun = parsed.GetValue(options.DryRun) }, stop)));
    }

    private static Command Apply(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string> file = new("FILE") { Description = "A release file: all plugins with versions and settings. What it does not name leaves." };
        return StoreCommand.Make(console, "apply", "Moves to the set of a release file, in one transaction.", options, [file, .. options.OfChange],
            ChangeReport.Job(console, options, "applying", (store, parsed, stop) => store.ApplyAsync(ReleaseFile.Read(parsed.GetValue(file)!), options.Change(parsed, console, "applying"), stop)));
    }

    private static Command Rollback(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string?> to = new("TO") { Description = "A release by name or number. Default: the one before.", Arity = ArgumentArity.ZeroOrOne };
        return StoreCommand.Make(console, "rollback", "Goes back to an earlier release, code and settings together. Needs no network.", options, [to, options.Retry, options.DryRun, options.Store, options.Json],
            ChangeReport.Job(console, options, "going back", (store, parsed, stop) =>
                store.RollbackAsync(parsed.GetValue(to), new ChangeOptions { Retry = parsed.GetValue(options.Retry), DryRun = parsed.GetValue(options.DryRun) }, stop)));
    }

    private static Command Commit(ToolConsole console)
    {
        StoreOptions options = new();
        return StoreCommand.Make(console, "commit", "Says that the active release has proven itself: it becomes permanent now.", options, [options.Store, options.Json],
            ChangeReport.Job(console, options, "committing", (store, _, stop) => store.CommitAsync(stop)));
    }
}
