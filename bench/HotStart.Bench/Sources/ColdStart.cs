using System.Diagnostics;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary>The tool, published, over a C# file that was never built: the whole process, from start to end.</summary>
internal static class ColdStart
{
    public static async Task<Figure> RunAsync(TempFolder folder, int rounds)
    {
        string tool = await PublishAsync(folder["tool"]);
        Sample times = new();
        for (int i = 0; i <= rounds; i++)
        {
            string home = Path.GetDirectoryName(folder.Write($"cold{i}/hello.cs", SourceText.Hello(i)))!;
            long start = Stopwatch.GetTimestamp();
            string printed = await Tool.RunAsync(tool, home, "run", "hello.cs", "--call", "Version", "--once");
            double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (!printed.Contains($"{i}", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Version {i} was run, but this was printed: {printed}");
            }

            if (i > 0)
            {
                times.Add(time); // the first one reads the disk
            }
        }

        return new Figure("cold: hotstart run hello.cs --once (ReadyToRun), p50", "≤ 1.2 s", Sample.Text($"{times.Median / 1000:0.00} s"), Sample.Text($"slowest {times.Max / 1000:0.00} s"), null, times.Median <= 1200);
    }

    public static async Task<string> PublishAsync(string output)
    {
        string root = Repository();
        string project = Path.Combine(root, "src", "HotStart.Cli", "HotStart.Cli.csproj");
        await Tool.RunAsync(
            "dotnet", root, "publish", project, "-c", "Release", "--use-current-runtime", "--self-contained", "false", "-p:PublishReadyToRun=true",
            "-p:PackAsTool=false", "-p:UseSharedCompilation=false", "--artifacts-path", Path.Combine(output, "artifacts"), "-o", Path.Combine(output, "bin"), "-v", "q");
        return Path.Combine(output, "bin", OperatingSystem.IsWindows() ? "HotStart.Cli.exe" : "HotStart.Cli");
    }

    private static string Repository()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "HotStart.slnx")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The bench has to be run in a clone of the repository: it publishes the tool.");
    }
}
