using HotStart.AspNetCore.StatusPage;

namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>The host as it stands.</summary>
internal sealed record StatusAnswer
{
    public required DateTimeOffset At { get; init; }

    public required string Folder { get; init; }

    public required long LiveSet { get; init; }

    public required ProcessAnswer Process { get; init; }

    public required PluginAnswer[] Plugins { get; init; }

    public required RefusedArtifactAnswer[] RefusedArtifacts { get; init; }

    public static StatusAnswer From(PluginHost host, DateTimeOffset now)
    {
        HostStatus status = host.Status;
        ProcessFigures process = ProcessFigures.Now();
        return new StatusAnswer
        {
            At = now,
            Folder = host.Folder,
            LiveSet = status.LiveSet,
            Process = new ProcessAnswer(process.Id, process.StartedAt, process.WorkingSet, process.Heap),
            Plugins = [.. status.Plugins.Select(PluginAnswer.From)],
            RefusedArtifacts = [.. status.RefusedArtifacts.Select(r => new RefusedArtifactAnswer(r.Path, ReasonAnswer.From(r.Reasons)))],
        };
    }
}
