using HotStart.Packages.Feeds;

namespace HotStart.Packages.Tests.Feeds;

/// <summary>Notes each step at once; the framework's own does it later.</summary>
internal sealed class ToldProgress(EventLog<TransferProgress> log) : IProgress<TransferProgress>
{
    public void Report(TransferProgress value) => log.Add(value);
}
