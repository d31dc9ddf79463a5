using HotStart.AspNetCore.Packages.Answers;
using System.Globalization;
using HotStart.Cli.Output;
using HotStart.Cli.Running;
using HotStart.Packages;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Cli.Versions;

/// <summary><c>hotstart run --store DIR</c>: a host on a store, until it is told to stop.</summary>
internal static class StoreRun
{
    public static async Task<int> RunAsync(string folder, TimeSpan proving, bool asJson, ToolConsole console, CancellationToken cancellationToken)
    {
        using StopSignals signals = new(cancellationToken);
        StoreHostOptions options = new() { ProvingTime = proving, Recorded = r => Tell(r, asJson, console) };
        options.Store = options.Store with { Trust = StoreSettings.Trust() };
        try
        {
            await using (StoreHost host = await StoreHost.StartAsync(folder, options, signals.Token))
            {
                if (!asJson)
                {
                    console.Note($"follows {host.Store.Folder}; Ctrl+C ends it");
                }

                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, signals.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return ExitCodes.Done;
        }
        catch (StoreException e)
        {
            return StoreCommand.Tell(console, asJson, e.Reasons, ExitCodes.Failed);
        }
        catch (PackageException e)
        {
            return StoreCommand.Tell(console, asJson, e.Reasons, ExitCodes.Failed);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
    }

    public static void Tell(HistoryRecord record, bool asJson, ToolConsole console)
    {
        if (asJson)
        {
            JsonLine.Write(console, HistoryAnswer.Of(record), StoreAnswerJson.Default.HistoryAnswer);
            return;
        }

        string took = record.Duration is { } time ? string.Create(CultureInfo.InvariantCulture, $" ({time.TotalMilliseconds:0.0} ms)") : "";
        console.Line($"{record.Kind.ToString().ToLowerInvariant()}: {record.Message}{took}");
    }
}
