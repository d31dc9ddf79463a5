using System.CommandLine;
using System.Globalization;
using HotStart.AspNetCore.Packages.Answers;
using HotStart.Cli.Output;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Cli.Versions;

/// <summary>The commands that look at a store.</summary>
internal static class LookCommands
{
    public static IEnumerable<Command> Make(ToolConsole console) => [List(console), Outdated(console), History(console), Verify(console)];

    private static Command List(ToolConsole console)
    {
        StoreOptions options = new();
        Option<bool> all = new("--all") { Description = "All versions in the store, not only the active ones." };
        return StoreCommand.Make(console, "list", "Lists the active plugins and the newest releases.", options, [all, options.Store, options.Json], (store, parsed, _) =>
        {
            StoreListing listing = store.List();
            if (parsed.GetValue(options.Json))
            {
                JsonLine.Write(console, StoreAnswer.Of(store.Folder, listing, withSettings: true), StoreAnswerJson.Default.StoreAnswer);
                foreach (StoredVersion version in parsed.GetValue(all) ? listing.Versions : [])
                {
                    JsonLine.Write(console, VersionAnswer.Of(version), StoreAnswerJson.Default.VersionAnswer);
                }

                return Task.FromResult(ExitCodes.Done);
            }

            console.Table(["plugin", "version", "pin", "settings"], listing.Active.Plugins.Select(p => (IReadOnlyList<string>)
                [p.PluginId, p.Version.Version, listing.Pins.GetValueOrDefault(p.PluginId, ""), string.Join(", ", p.Settings.Select(s => $"{s.Key}={s.Value}"))]));
            if (parsed.GetValue(all))
            {
                console.Table(["plugin", "version", "added", "size"], listing.Versions.Select(v => (IReadOnlyList<string>)
                    [v.PluginId, v.Version, Time(v.AddedAt), StoreCommand.Size(v.Bytes)]));
            }

            foreach (Release release in listing.Releases)
            {
                string mark = release.Id == listing.Active.Id ? "active" : "";
                console.Line($"release {release.Name}: {release.Status.ToString().ToLowerInvariant()}{(mark.Length > 0 ? $", {mark}" : "")}{(release.Status == ReleaseStatus.Current ? $", {release.TriesLeft} tries left" : "")} ({release.Request})");
            }

            console.Note($"{store.Folder}: {listing.Versions.Length} versions; {(listing.HasHost ? "a host runs on it" : "no host runs on it")}");
            return Task.FromResult(ExitCodes.Done);
        });
    }

    private static Command Outdated(ToolConsole console)
    {
        StoreOptions options = new();
        return StoreCommand.Make(console, "outdated", "Lists the active plugins beside what the feeds have.", options, [options.Source, options.Store, options.Json], async (store, parsed, stop) =>
        {
            console.Status("asking feeds …");
            IReadOnlyList<OutdatedPlugin> found = await store.OutdatedAsync(new ChangeOptions { Sources = [.. parsed.GetValue(options.Source) ?? []] }, stop);
            console.Status(null);
            if (parsed.GetValue(options.Json))
            {
                foreach (OutdatedPlugin plugin in found)
                {
                    JsonLine.Write(console, OutdatedAnswer.Of(plugin), StoreAnswerJson.Default.OutdatedAnswer);
                }

                return ExitCodes.Done;
            }

            console.Table(["plugin", "active", "update to", "latest", "pin"], found.Where(p => p.CanUpdate || p.Pin is not null).Select(p => (IReadOnlyList<string>)
                [p.PluginId, p.Active, p.CanUpdate ? p.Newest : "–", p.Latest ?? "on no feed", p.Pin ?? ""]));
            int count = found.Count(p => p.CanUpdate);
            console.Line(count == 0 ? "Nothing is outdated." : $"{count} can be updated: hotstart update");
            return ExitCodes.Done;
        });
    }

    private static Command History(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string?> id = new("ID") { Description = "One plugin. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        Option<int> most = new("--most") { Description = "How many records.", HelpName = "N", DefaultValueFactory = _ => 50 };
        return StoreCommand.Make(console, "history", "Tells what happened, the newest first: who asked for what, when, and how it ended.", options, [id, most, options.Store, options.Json], (store, parsed, _) =>
        {
            foreach (HistoryRecord record in store.History(parsed.GetValue(id), parsed.GetValue(most)))
            {
                if (parsed.GetValue(options.Json))
                {
                    JsonLine.Write(console, HistoryAnswer.Of(record), StoreAnswerJson.Default.HistoryAnswer);
                }
                else
                {
                    console.Line(string.Create(CultureInfo.InvariantCulture, $"{Time(record.At)} {record.Kind.ToString().ToLowerInvariant(),-11} {record.PluginId ?? (record.Release is { } r ? $"release {r}" : ""),-12} {record.Message}{(record.Duration is { } took ? $" ({took.TotalMilliseconds:0.0} ms)" : "")} [{record.Requester}: {record.Request}]"));
                }
            }

            return Task.FromResult(ExitCodes.Done);
        });
    }

    private static Command Verify(ToolConsole console)
    {
        StoreOptions options = new();
        return StoreCommand.Make(console, "verify", "Reads all files of all versions and compares them with what was installed.", options, [options.Store, options.Json], async (store, parsed, stop) =>
        {
            console.Status("reading …");
            VerifyReport report = await store.VerifyAsync(stop);
            console.Status(null);
            if (parsed.GetValue(options.Json))
            {
                JsonLine.Write(console, "verified", json =>
                {
                    json.WriteBoolean("clean", report.IsClean);
                    json.WriteNumber("versions", report.Versions);
                    json.WriteNumber("files", report.Files);
                    json.WriteNumber("bytes", report.Bytes);
                    JsonLine.Reasons(json, report.Problems, "problems");
                    json.Texts("notes", report.Notes);
                });
                return report.IsClean ? ExitCodes.Done : ExitCodes.Failed;
            }

            foreach (Reason problem in report.Problems)
            {
                console.Problem("damaged", problem);
            }

            foreach (string note in report.Notes)
            {
                console.Note(note);
            }

            console.Line($"{(report.IsClean ? "clean" : $"{report.Problems.Length} problems")}: {report.Versions} versions, {report.Files} files, {StoreCommand.Size(report.Bytes)}");
            return report.IsClean ? ExitCodes.Done : ExitCodes.Failed;
        });
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
