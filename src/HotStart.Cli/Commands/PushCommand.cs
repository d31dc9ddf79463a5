using System.CommandLine;
using System.Globalization;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Packages;
using HotStart.Packages.Feeds;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart push</c>: publishes a package.</summary>
internal static class PushCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> file = new("FILE") { Description = "The package (.nupkg)." };
        Option<string> source = new("--source")
        {
            Description = "A feed: its name in NuGet.Config, the address of a v3 server, or a folder.",
            HelpName = "FEED",
            Required = true,
        };
        Option<string?> key = new("--api-key") { Description = "The server's API key. Default: the one in NuGet.Config.", HelpName = "KEY" };
        Option<bool> json = JsonOption.Make();
        Command command = new("push", "Publishes a package to a folder or a NuGet server. A version that is there is never replaced.") { file, source, key, json };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(file)!, parsed.GetValue(source)!, parsed.GetValue(key), parsed.GetValue(json), console, stop));
        return command;
    }

    private static async Task<int> RunAsync(string file, string source, string? key, bool asJson, ToolConsole console, CancellationToken stop)
    {
        long start = TimeProvider.System.GetTimestamp();
        try
        {
            using PackageSources sources = new(new PackageSourcesOptions { Feeds = [source] });
            PushedPackage pushed = await sources.PushAsync(file, source, key, TransferBar.For(console, "pushing", asJson), stop);
            Tell(pushed, TimeProvider.System.GetElapsedTime(start), asJson, console);
            return ExitCodes.Done;
        }
        catch (PackageException e)
        {
            int exitCode = Refusal.Tell(file, e.Reasons, asJson, console);

            // A feed that does not exist was named wrongly.
            return e.Reasons.All(r => r.Code == PackageReasonCodes.NoFeed) ? ExitCodes.WrongUsage : exitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refusal.Tell(e, asJson, console);
        }
        finally
        {
            console.Status(null);
        }
    }

    private static void Tell(PushedPackage pushed, TimeSpan took, bool asJson, ToolConsole console)
    {
        string version = pushed.Version.ToNormalizedString();
        string next = $"hotstart install {pushed.Id}@{version}";
        if (asJson)
        {
            JsonLine.Write(console, "pushed", json =>
            {
                json.WriteString("package", pushed.Id);
                json.WriteString("version", version);
                json.WriteString("feed", pushed.Feed.Address);
                json.WriteString("sha256", pushed.Sha256);
                json.WriteNumber("bytes", pushed.Length);
                json.WriteNumber("ms", Math.Round(took.TotalMilliseconds));
                json.WriteString("next", next);
            });
            return;
        }

        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"pushed {pushed.Id} {version} ({TransferBar.Size(pushed.Length)}) to {pushed.Feed.Name} in {took.TotalSeconds:0.0} s"));
        console.Line($"next: {next}");
    }
}
