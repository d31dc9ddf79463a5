using System.CommandLine;
using System.Text.Json;
using HotStart.AspNetCore.Packages.Answers;
using HotStart.Cli.Output;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Cli.Versions;

/// <summary>The commands that look after a store: pins, clean-ups, and files for machines without a feed.</summary>
internal static class KeepCommands
{
    public static IEnumerable<Command> Make(ToolConsole console) => [Pin(console), Gc(console), Export(console), Import(console)];

    private static Command Pin(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string> what = new("ID[@RANGE]") { Description = "The plugin and the range that updates stay in. Default: just the active version." };
        Option<bool> off = new("--off") { Description = "Take the pin away." };
        return StoreCommand.Make(console, "pin", "Keeps updates of a plugin within a range.", options, [what, off, options.Store, options.Json], async (store, parsed, stop) =>
        {
            string[] parts = parsed.GetValue(what)!.Split('@', 2);
            string? range = parsed.GetValue(off) ? null
                : parts.Length > 1 ? parts[1]
                : store.List(0).Active.Find(parts[0])?.Version.Version ?? "0";
            (string plugin, string? pinned) = await store.PinAsync(parts[0], range, stop);
            if (parsed.GetValue(options.Json))
            {
                JsonLine.Write(console, PinAnswer.Of(plugin, pinned), StoreAnswerJson.Default.PinAnswer);
            }
            else
            {
                console.Line(pinned is null ? $"{plugin} is no longer pinned." : $"{plugin} is pinned to {pinned}.");
                console.Note(pinned is null ? "next: hotstart update" : $"next: 'hotstart pin {plugin} --off' takes the pin away.");
            }

            return ExitCodes.Done;
        });
    }

    private static Command Gc(ToolConsole console)
    {
        StoreOptions options = new();
        Option<int?> keep = new("--keep") { Description = "Forget all releases but the newest N, the active and the permanent one. Default: forget none.", HelpName = "N" };
        return StoreCommand.Make(console, "gc", "Deletes what no release refers to.", options, [keep, options.DryRun, options.Store, options.Json], async (store, parsed, stop) =>
        {
            bool dryRun = parsed.GetValue(options.DryRun);
            GarbageReport report = await store.CollectGarbageAsync(parsed.GetValue(keep), dryRun, stop);
            if (parsed.GetValue(options.Json))
            {
                JsonLine.Write(console, GarbageAnswer.Of(report, dryRun), StoreAnswerJson.Default.GarbageAnswer);
            }
            else
            {
                console.Line($"{(dryRun ? "Would forget" : "Forgot")} {report.Releases.Length} releases and {report.Versions.Length} versions; {report.Files} folders and packages, {StoreCommand.Size(report.Bytes)}.");
                foreach (string version in report.Versions)
                {
                    console.Line($"  {version}");
                }
            }

            return ExitCodes.Done;
        });
    }

    private static Command Export(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string> file = new("FILE") { Description = "The file to write." };
        Option<string?> release = new("--release") { Description = "A release by name or number. Default: the active one.", HelpName = "RELEASE" };
        return StoreCommand.Make(console, "export", "Writes a release with its packages into one file, for a machine without a feed.", options, [file, release, options.Store, options.Json], async (store, parsed, stop) =>
        {
            string path = Path.GetFullPath(parsed.GetValue(file)!);
            (Release exported, long bytes) = await store.ExportAsync(path, parsed.GetValue(release), stop);
            if (parsed.GetValue(options.Json))
            {
                JsonLine.Write(console, "exported", json =>
                {
                    json.WriteString("file", path);
                    json.WriteNumber("bytes", bytes);
                    json.WritePropertyName("release");
                    JsonSerializer.Serialize(json, ReleaseAnswer.Whole(exported, withSettings: true), StoreAnswerJson.Default.ReleaseAnswer);
                });
            }
            else
            {
                console.Line($"Release '{exported.Name}' with {exported.Plugins.Length} plugins is in {path} ({StoreCommand.Size(bytes)}).");
                console.Note($"next: on the other machine, hotstart import {Path.GetFileName(path)}");
            }

            return ExitCodes.Done;
        });
    }

    private static Command Import(ToolConsole console)
    {
        StoreOptions options = new();
        Argument<string> file = new("FILE") { Description = "A file that 'hotstart export' wrote." };
        return StoreCommand.Make(console, "import", "Moves to the release of an exported file. Asks no feed; all checks are made.", options, [file, options.AllowBreaking, options.Name, options.Retry, options.DryRun, options.Store, options.Json],
            ChangeReport.Job(console, options, "importing", (store, parsed, stop) => store.ImportAsync(
                parsed.GetValue(file)!,
                new ChangeOptions
                {
                    AllowBreaking = [.. parsed.GetValue(options.AllowBreaking) ?? []],
                    Name = parsed.GetValue(options.Name),
                    Retry = parsed.GetValue(options.Retry),
                    DryRun = parsed.GetValue(options.DryRun),
                    Progress = TransferBar.For(console, "importing", parsed.GetValue(options.Json)),
                },
                stop)));
    }
}
