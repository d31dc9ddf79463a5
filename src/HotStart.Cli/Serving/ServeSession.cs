using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Cli.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HotStart.Cli.Serving;

/// <summary>From the start of the server to its drained end.</summary>
internal sealed class ServeSession(ServedThing served, string urls, IRunReport report, ServeReport serving, ToolConsole console)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using StopSignals signals = new(cancellationToken);
        using ChangeStatus status = new(console, $"opening the {(served.IsStore ? "store" : "plugins of")} {served.Path} …");
        WebApplication app;
        try
        {
            app = ServeHost.Build(served, urls, console, serving.Recorded);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            report.Misfit(e.Message); // such as a token that is too short, or a token file that is open to others
            return ExitCodes.Failed;
        }

        await using (app)
        {
            try
            {
                await app.StartAsync(signals.Token);
            }
            catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
            {
                report.Stopped();
                return ExitCodes.Done;
            }
            catch (IOException e)
            {
                // Kestrel's own words name the address and say that it is in use.
                report.Misfit($"{e.Message.TrimEnd('.')}. Name another one with --urls.");
                return ExitCodes.Failed;
            }
            catch (Exception e) when (e is OptionsValidationException or HotStartException or InvalidOperationException or FormatException)
            {
                report.Misfit(e.Message);
                return ExitCodes.Failed;
            }

            PluginHost host = app.Services.GetRequiredService<PluginHost>();
            serving.Serving(served with { Path = Path.GetFullPath(served.Path) }, ServeHost.Urls(app), ServeHost.Plugins(app));
            TellRefused(host);
            await FollowAsync(host, signals.Token);
            report.Waiting("waiting for requests under way to end; Ctrl+C again ends at once");
            await app.StopAsync(CancellationToken.None);
        }

        report.Stopped();
        return ExitCodes.Done;
    }

    private void TellRefused(PluginHost host)
    {
        foreach (PluginStatus plugin in host.Status.Plugins.Where(p => !p.LastRefusal.IsEmpty))
        {
            report.Refused(plugin.Id, PathWords.Name(plugin.Artifact ?? plugin.Id), plugin.LastRefusal, plugin.ActiveGeneration);
        }

        foreach (RefusedArtifact refused in host.Status.RefusedArtifacts)
        {
            report.Refused(PathWords.Name(refused.Path), PathWords.Name(refused.Path), refused.Reasons, null);
        }
    }

    private async Task FollowAsync(PluginHost host, CancellationToken stop)
    {
        try
        {
            await foreach (PluginEvent e in host.WatchAsync(stop))
            {
                switch (e.Kind)
                {
                    case PluginEventKind.State:
                        break;

                    // What the host on a store makes of releases is in its history, which is told.
                    case PluginEventKind.Swapped or PluginEventKind.RolledBack or PluginEventKind.Refused or PluginEventKind.Removed or PluginEventKind.Unloaded when served.IsStore:
                        break;
                    case PluginEventKind.Swapped or PluginEventKind.RolledBack:
                        report.Modified(PathWords.Name(e.Artifact ?? e.PluginId), e);
                        break;
                    case PluginEventKind.Refused:
                        int? serving = host.TryGet(e.PluginId, out Plugin? plugin) ? plugin.Status.ActiveGeneration : null;
                        report.Refused(e.PluginId, PathWords.Name(e.Artifact ?? e.PluginId), e.Reasons, serving);
                        break;
                    default:
                        report.Happened(e);
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl+C
        }
    }
}
