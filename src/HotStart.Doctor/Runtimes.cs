using System.Collections.Immutable;
using HotStart.Doctor.Snapshots;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor;

/// <summary>Looks through every runtime of a snapshot that can be read.</summary>
internal static class Runtimes
{
    /// <returns>The report without its times; null where a collection was under way and another snapshot is worth taking.</returns>
    public static DoctorReport? Search(Snapshot snapshot, DoctorRequest request, bool mayTakeAnother, CancellationToken cancellationToken)
    {
        using DataTarget target = new(new SnapshotReader(snapshot), new DataTargetOptions());
        List<string> notes = [];
        DoctorReport? report = null;
        foreach (ClrInfo info in target.ClrVersions)
        {
            string name = info.ModuleInfo.FileName ?? "a runtime";
            try
            {
                using ClrRuntime runtime = Open(snapshot.ProcessId, info);
                if (!runtime.Heap.CanWalkHeap && mayTakeAnother)
                {
                    return null;
                }

                if (!runtime.Heap.CanWalkHeap || runtime.Heap.Segments.Length == 0)
                {
                    notes.Add($"The runtime {name} has no heap that could be read.");
                    continue;
                }

                DoctorReport looked = Look(runtime, snapshot, request, cancellationToken);
                if (runtime.Heap.IsServer && looked.Leaked.Any(g => g.IsFree))
                {
                    // Seen with .NET 10.0.12: of the handles of such a process the runtime's own reader gives those of some heaps only.
                    notes.Add("The process runs the server's collector. Where that adapts the number of its heaps, as it does by default, not all handles can be read, and one of them may hold what nothing seems to hold. Start the host with DOTNET_GCDynamicAdaptationMode=0 to have all of them told.");
                }

                report = Join(report, looked);
            }
            catch (ClrDiagnosticsException e)
            {
                notes.Add($"The runtime {name} could not be read: {e.Message}");
            }
        }

        return report is null
            ? throw new DoctorException(
                DoctorErrorKind.Unreadable,
                $"Process {snapshot.ProcessId} has a .NET runtime, but it could not be read. {string.Join(" ", notes)}".TrimEnd())
            : Known(report with { Notes = [.. notes] }, request);
    }

    private static ClrRuntime Open(int process, ClrInfo info)
    {
        // The library that reads a runtime lies beside it; in a container, as that container sees it.
        string beside = Path.Combine(Path.GetDirectoryName(info.ModuleInfo.FileName) ?? "/", "libmscordaccore.so");
        string there = $"/proc/{process}/root{beside}";
        string path = File.Exists(beside) ? beside : there;
        return File.Exists(path)
            ? info.CreateRuntime(path, ignoreMismatch: true) // it compares a version that a Linux library does not have
            : throw new ClrDiagnosticsException($"libmscordaccore.so is not beside it ({beside}).");
    }

    private static DoctorReport Look(ClrRuntime runtime, Snapshot snapshot, DoctorRequest request, CancellationToken cancellationToken)
    {
        Examination examination = new(runtime, snapshot.Memory, request);
        examination.Search(cancellationToken);
        ImmutableArray<LeakedGeneration> leaked = examination.Leaks(cancellationToken);
        return new DoctorReport
        {
            ProcessId = snapshot.ProcessId,
            Runtime = Path.GetFileName(Path.GetDirectoryName(runtime.ClrInfo.ModuleInfo.FileName)) ?? "?",
            Plugins = [.. examination.Plugins],
            Leaked = leaked,
            Figures = new DoctorFigures(TimeSpan.Zero, TimeSpan.Zero, snapshot.Memory.Bytes, examination.ObjectsMet),
            Notes = [],
        };
    }

    private static DoctorReport Join(DoctorReport? first, DoctorReport second) => first is null ? second : first with
    {
        Runtime = $"{first.Runtime}, {second.Runtime}",
        Plugins = [.. first.Plugins.Union(second.Plugins)],
        Leaked = [.. first.Leaked, .. second.Leaked],
        Figures = first.Figures with { ObjectsMet = first.Figures.ObjectsMet + second.Figures.ObjectsMet },
    };

    private static DoctorReport Known(DoctorReport report, DoctorRequest request)
    {
        if (request.PluginId is null || report.Plugins.Contains(request.PluginId, StringComparer.OrdinalIgnoreCase))
        {
            return report;
        }

        string near = NearestPlugins.To(request.PluginId, report.Plugins);
        throw new DoctorException(
            DoctorErrorKind.UnknownPlugin,
            $"Process {report.ProcessId} has no plugin '{request.PluginId}'. {near}");
    }
}
