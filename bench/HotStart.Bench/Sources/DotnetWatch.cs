using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary><c>dotnet watch</c> over the same files. It patches the bodies of methods; for most other edits it starts the program again.</summary>
internal static class DotnetWatch
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    /// <param name="folder">Where the project goes.</param>
    /// <param name="edited">The project.</param>
    /// <param name="text">The edited file with its version.</param>
    /// <param name="rounds">How many edits.</param>
    public static async Task<Sample> RunAsync(TempFolder folder, EditedProject edited, Func<int, string> text, int rounds)
    {
        string name = $"watched{edited.Type}{text.Method.Name}";
        string project = edited.Write(folder, name, "<OutputType>Exe</OutputType>");
        string home = folder[name];
        folder.Write(
            $"{name}/Program.cs",
            $"int last = -1;\nwhile (true)\n{{\n    int now = {edited.Type}.{edited.Method}();\n    if (now != last) {{ Console.WriteLine($\"version {{last = now}}\"); }}\n    Thread.Sleep(1);\n}}");
        using Process watch = Tool.Start("dotnet", home, "watch", "--project", project, "--non-interactive", "run");
        try
        {
            Channel<int> versions = Channel.CreateUnbounded<int>();
            Task printed = ReadAsync(watch.StandardOutput, versions.Writer);
            Task complained = watch.StandardError.ReadToEndAsync();
            await UntilAsync(versions.Reader, 0);
            Sample times = new();
            for (int i = 1; i <= rounds + 1; i++)
            {
                await Task.Delay(300); // it settles
                long start = Stopwatch.GetTimestamp();
                File.WriteAllText(Path.Combine(home, edited.File), text(i));
                await UntilAsync(versions.Reader, i);
                if (i > 1)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds); // the first one is slower by seconds
                }
            }

            return times;
        }
        finally
        {
            watch.Kill(entireProcessTree: true);
            await watch.WaitForExitAsync();
        }
    }

    private static async Task UntilAsync(ChannelReader<int> versions, int version)
    {
        using CancellationTokenSource late = new(_limit);
        while (await versions.ReadAsync(late.Token) != version)
        {
        }
    }

    private static async Task ReadAsync(StreamReader output, ChannelWriter<int> versions)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("version ", StringComparison.Ordinal))
            {
                versions.TryWrite(int.Parse(line.AsSpan(8), CultureInfo.InvariantCulture));
            }
        }
    }
}
