using System.Collections.Immutable;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;

namespace HotStart.Cli.Running;

/// <summary>The main job, top to bottom: open, or wait until it can be → call → call again on each change → drain and end.</summary>
internal sealed class RunSession(RunRequest request, IRunReport report, ToolConsole console)
{
    private readonly PluginHostOptions _options = new() { Watch = !request.Once, CatchUnhandledExceptions = true };

    private readonly string? _project = PathWords.Project(request.Path);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using StopSignals signals = new(cancellationToken);
        using ChangeStatus status = new(console, $"{PathWords.Doing(request.Path)} {PathWords.Name(_project ?? request.Path)} …");
        SourceLook? sources = PathWords.SourceFolder(request.Path) is { } folder ? new SourceLook(folder, _project ?? folder) : null;

        // Before it is opened: what is mended while it is being refused counts.
        MendWait mend = new(request.Path);
        try
        {
            while (true)
            {
                try
                {
                    return await OpenAndUseAsync(sources, signals.Token);
                }
                catch (CandidateRejectedException e)
                {
                    string file = PathWords.Name(_project ?? request.Path);
                    report.Refused(PathWords.Id(_project ?? request.Path), file, e.Reasons, null);
                    if (request.Once || ExitCodes.Of(e.Reasons) == ExitCodes.WrongUsage)
                    {
                        return ExitCodes.Of(e.Reasons);
                    }

                    report.Waiting($"waiting until {file} is mended; Ctrl+C ends");
                    await mend.ChangedAsync(signals.Token);
                }
            }
        }
        catch (HotStartException e)
        {
            // No SDK to build with, no place to stage in.
            report.Misfit(e.Message);
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            report.Waiting($"ended before {PathWords.Name(_project ?? request.Path)} was opened");
            report.Stopped();
            return request.Once ? ExitCodes.Failed : ExitCodes.Done;
        }
    }

    private async Task<int> OpenAndUseAsync(SourceLook? sources, CancellationToken stop)
    {
        Task<CallOutcome> last;
        await using (Plugin plugin = await Plugin.OpenAsync(request.Path, _options, stop))
        {
            last = await UseAsync(plugin, sources, stop);
            if (!last.IsCompleted)
            {
                report.Waiting("waiting for the call under way to end; Ctrl+C again ends at once");
            }
        }

        return await EndAsync(last, stop.IsCancellationRequested);
    }

    /// <summary>Returns when nothing more is to be called; the last call may still be under way.</summary>
    private async Task<Task<CallOutcome>> UseAsync(Plugin plugin, SourceLook? sources, CancellationToken stop)
    {
        PluginStatus opened = plugin.Status;
        report.Opened(opened);
        if (!opened.Warnings.IsEmpty)
        {
            report.Warned(opened.Id, opened.Warnings);
        }

        PluginCall call;
        try
        {
            call = new PluginCall(plugin, SymbolChoice.Of(plugin, request.Symbol), request.Arguments, report);
        }
        catch (Exception e) when (e is MisfitException or SymbolNotFoundException)
        {
            report.Misfit(e.Message);
            return Task.FromResult(CallOutcome.Misfit);
        }

        using CallQueue queue = new(call, report, stop);
        using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await foreach (PluginEvent e in plugin.WatchAsync(leave.Token))
            {
                if (e.Kind == PluginEventKind.State)
                {
                    queue.CallAgain(() => { }, e.Generation);
                    _ = FirstCallAsync(plugin, call, queue.Running, leave);
                }
                else
                {
                    Follow(e, plugin, queue, sources);
                }
            }
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            // Ctrl+C, or the first call was all there was to do.
        }

        return queue.Running;
    }

    private async Task FirstCallAsync(Plugin plugin, PluginCall call, Task<CallOutcome> running, CancellationTokenSource leave)
    {
        CallOutcome outcome = await running;
        if (leave.IsCancellationRequested)
        {
            return; // nobody waits for it any more, and what it would tell may be gone
        }

        if (request.Once || outcome == CallOutcome.Misfit)
        {
            await leave.CancelAsync();
        }
        else
        {
            report.Watching(plugin.Status, call.Symbol);
        }
    }

    private void Follow(PluginEvent e, Plugin plugin, CallQueue queue, SourceLook? sources)
    {
        // A folder stands for its main DLL: that is the file a person knows to have changed.
        string File() => sources?.Changed()
            ?? PathWords.Name(Directory.Exists(e.Artifact) ? plugin.Status.Artifact ?? e.Artifact : e.Artifact ?? request.Path);

        switch (e.Kind)
        {
            case PluginEventKind.Swapped or PluginEventKind.RolledBack:
                string file = File();
                queue.CallAgain(() => report.Modified(file, e), e.Generation);
                break;
            case PluginEventKind.Refused:
                report.Refused(e.PluginId, File(), e.Reasons, plugin.Status.ActiveGeneration);
                break;
            default:
                report.Happened(e);
                break;
        }
    }

    private async Task<int> EndAsync(Task<CallOutcome> last, bool stopped)
    {
        if (!last.IsCompleted)
        {
            report.Waiting($"a call is still running after {_options.DrainLimit.TotalSeconds:0} s and is left behind");
            return ExitCodes.Failed;
        }

        CallOutcome outcome = await last;
        if (stopped)
        {
            report.Stopped();
        }

        return outcome switch
        {
            CallOutcome.Failed or CallOutcome.Cancelled when request.Once => ExitCodes.Failed,
            CallOutcome.Misfit when !stopped => ExitCodes.WrongUsage,
            _ => ExitCodes.Done,
        };
    }
}
