using System.Diagnostics;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary>Many edits in a row, and then none: what stays in memory.</summary>
internal static class EditsBench
{
    private const int Settled = 50;
    private const double MostMebibytes = 40;
    private static readonly TimeSpan _proofLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(5);

    private static double Mebibytes => Resident.Bytes / 1048576.0;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        const int edits = 500;
        using TempFolder folder = new();
        string file = folder.Write("hello.cs", SourceText.Hello(0));
        PluginHostOptions options = new();
        options.Compiler.IdleTime = _idle;
        await using Plugin plugin = await Plugin.OpenAsync(file, options);
        Func<int> answer = plugin.Lookup<Func<int>>("Version");
        Edited edited = new(file, SourceText.Hello);
        double after = 0, most = 0;
        for (int i = 1; i <= edits; i++)
        {
            edited.Save(i, byRename: i % 2 == 0, answer);
            after = i == Settled ? Mebibytes : after;
            most = i > Settled ? Math.Max(most, Mebibytes) : 0;
        }

        double end = Mebibytes;
        int left = await LeftAsync(plugin);
        double before = Mebibytes, heap = GC.GetTotalMemory(forceFullCollection: false) / 1048576.0;
        await Task.Delay(_idle + TimeSpan.FromSeconds(12));
        double idle = Mebibytes, idleHeap = GC.GetTotalMemory(forceFullCollection: false) / 1048576.0;
        return
        [
            new($"{edits} edits in a row: resident memory after the first {Settled}", Sample.Text($"≤ {MostMebibytes:0} MiB more"), Sample.Text($"{end - after:0.0} MiB more (at most {most - after:0.0})"), Sample.Text($"{after:0.0} MiB after {Settled}"), null, end - after <= MostMebibytes),
            new($"{edits} edits in a row: retired generations not unloaded at the end", "0", $"{left}", "", null, left == 0),
            new(Sample.Text($"compiler idle for {_idle.TotalSeconds:0} s: memory is given back (heap; resident)"), "less than before", Sample.Text($"{idleHeap:0.0} MiB; {idle:0.0} MiB"), Sample.Text($"before {heap:0.0} MiB; {before:0.0} MiB"), idleHeap / heap, idleHeap < heap && idle <= before),
        ];
    }

    private static async Task<int> LeftAsync(Plugin plugin)
    {
        long start = Stopwatch.GetTimestamp();
        while (plugin.Status.Generations.Length > 1 && Stopwatch.GetElapsedTime(start) < _proofLimit)
        {
            await Task.Delay(50);
        }

        return plugin.Status.Generations.Length - 1;
    }
}
