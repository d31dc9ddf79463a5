using System.Diagnostics;
using System.Reflection;

namespace HotStart.Doctor.Tests;

/// <summary>A host process that holds what its plugins left behind. Disposing it ends it.</summary>
internal sealed class LeakingHost : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly TempFolder _folder;

    private LeakingHost(Process process, TempFolder folder)
    {
        _process = process;
        _folder = folder;
    }

    public int Id => _process.Id;

    public EventLog<string> Out { get; } = new();

    public static string Path { get; } = System.IO.Path.GetFullPath(typeof(LeakingHost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LeakingHost").Value!);

    /// <summary>Starts it and waits until every leak is planted and has its verdict.</summary>
    /// <param name="leaks">What to plant.</param>
    /// <param name="megabytes">How much heap it has beside.</param>
    public static async Task<LeakingHost> StartAsync(IEnumerable<PlantedLeak> leaks, int megabytes = 0)
    {
        TempFolder folder = new();
        PluginForge forge = new(folder["plugins"]);
        string shared = System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!.Replace("Microsoft.NETCore.App", "Microsoft.AspNetCore.App", StringComparison.Ordinal);
        foreach (PlantedLeak leak in leaks)
        {
            forge.Build(new PluginSource(leak.Id, leak.Code)
            {
                References = [Path, System.IO.Path.Combine(shared, "Microsoft.Extensions.Logging.Abstractions.dll")],
            });
        }

        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path, folder["plugins"], folder["staging"], megabytes.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        LeakingHost host = new(new Process { StartInfo = start }, folder);
        host._process.OutputDataReceived += (_, e) => host.Add(e.Data);
        host._process.ErrorDataReceived += (_, e) => host.Add(e.Data);
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        await host.Out.NextAsync(l => l.StartsWith("ready", StringComparison.Ordinal), limit: _limit);
        return host;
    }

    /// <summary>Lets it end, and tells what its longest pause was by its own clock.</summary>
    public async Task<TimeSpan> EndAsync()
    {
        await _process.StandardInput.WriteLineAsync("end");
        string paused = await Out.NextAsync(l => l.StartsWith("paused", StringComparison.Ordinal), limit: _limit);
        return TimeSpan.FromMilliseconds(double.Parse(paused.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().LimitAsync(_limit);
        _process.Dispose();
        _folder.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            Out.Add(line);
        }
    }
}
