using System.Diagnostics;
using System.Text.Json;
using HotStart.Bench.Calls;
using HotStart.Bench.Hosts;
using HotStart.Bench.Peers;
using HotStart.Bench.Reporting;
using HotStart.Bench.Sources;
using HotStart.Bench.Swaps;
using HotStart.Bench.Unloads;
using HotStart.Bench.Versions;
using HotStart.Bench.Web;

namespace HotStart.Bench;

/// <summary>
/// The parts of a run. <c>all</c> gives each a process of its own, one after the other: memory and warmth of one must
/// not show in the next. The soak of the web takes ten minutes and runs only where it is named.
/// </summary>
internal static class Sections
{
    private static readonly Dictionary<string, Func<BenchSettings, Task<IReadOnlyList<Figure>>>> _sections = new()
    {
        ["calls"] = CallBench.RunAsync,
        ["swap"] = SwapBench.RunAsync,
        ["arrival"] = ArrivalBench.RunAsync,
        ["thousand"] = ThousandBench.RunAsync,
        ["sweep"] = SweepBench.RunAsync,
        ["doctor"] = DoctorBench.RunAsync,
        ["soak"] = SoakBench.RunAsync,
        ["peers"] = PeerBench.RunAsync,
        ["source"] = SourceBench.RunAsync,
        ["edits"] = EditsBench.RunAsync,
        ["web"] = WebBench.RunAsync,
        ["versions"] = VersionsBench.RunAsync,
        [WebSoakBench.Section] = WebSoakBench.RunAsync,
    };

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        if (settings.Section == "all" || settings.Section.Contains(',', StringComparison.Ordinal))
        {
            List<Figure> all = [];
            foreach (string section in settings.Section == "all" ? [.. _sections.Keys.Where(s => s != WebSoakBench.Section)] : settings.Section.Split(','))
            {
                Console.Error.WriteLine($"{section} …");
                all.AddRange(await RunApartAsync(settings with { Section = section }));
            }

            return all;
        }

        if (settings is { Section: ThousandBench.Part, Folder: { } folder })
        {
            await ThousandBench.RunPartAsync(folder);
            return [];
        }

        if (!_sections.TryGetValue(settings.Section, out Func<BenchSettings, Task<IReadOnlyList<Figure>>>? run))
        {
            throw new ArgumentException($"'{settings.Section}' is no section. There are all, {string.Join(", ", _sections.Keys)}.");
        }

        OthersLoad load = new();
        IReadOnlyList<Figure> figures = await run(settings);
        return [.. figures.Select(f => f with { OthersLoad = load.Share })];
    }

    /// <summary>Runs this program once more and returns the lines it prints.</summary>
    public static Task<IReadOnlyList<string>> LinesOfAsync(params string[] arguments) => LinesOfAsync(false, arguments);

    private static async Task<IReadOnlyList<string>> LinesOfAsync(bool isServer, string[] arguments)
    {
        // Started as "dotnet HotStart.Bench.dll", the process is dotnet and wants to be told the DLL.
        string own = Environment.ProcessPath!;
        string[] dll = Path.GetFileNameWithoutExtension(own) == "dotnet" ? [typeof(Sections).Assembly.Location] : [];
        ProcessStartInfo start = new(own, [.. dll, .. arguments]) { RedirectStandardOutput = true };
        if (isServer)
        {
            start.Environment["DOTNET_gcServer"] = "1";
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // As the tool runs, and every host made with the web SDK.
    private static bool IsServer(string section) => section is "source" or "edits";

    private static async Task<IReadOnlyList<Figure>> RunApartAsync(BenchSettings settings)
    {
        string[] quick = settings.Quick ? ["--quick"] : [];
        IReadOnlyList<string> lines = await LinesOfAsync(IsServer(settings.Section), [settings.Section, "--json", .. quick]);
        return lines.Count == 0
            ? [new Figure($"section {settings.Section}", "runs to its end", "failed, see the error above", "", null, false)]
            : [.. lines.Select(l => JsonSerializer.Deserialize<Figure>(l)!)];
    }
}
