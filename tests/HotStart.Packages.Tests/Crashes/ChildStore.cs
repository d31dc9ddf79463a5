using System.Diagnostics;
using System.Reflection;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>One run of <c>Hosts.Store</c>: a process that does one thing with a store, and may be killed meanwhile.</summary>
internal sealed class ChildStore : IDisposable
{
    private static readonly Dictionary<string, string> _metadata = typeof(ChildStore).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value ?? "");

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _lines = [];

    private ChildStore(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>What it printed so far: only what was read.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>How many operations it was told the end of.</summary>
    public int Told => _lines.Count(l => l.StartsWith("done ", StringComparison.Ordinal) || l.StartsWith("refused ", StringComparison.Ordinal) || l.StartsWith("failed ", StringComparison.Ordinal));

    /// <summary>Whether it was killed, by itself or by <see cref="Kill"/>.</summary>
    public bool WasKilled => _process.ExitCode == 128 + 9;

    public static ChildStore Start(TestStore test, string operation, FaultPoint? point = null, int count = 1, bool standsStill = false)
    {
        string dll = Path.Combine(_metadata["PluginsFolder"], "..", "Hosts", "Hosts.Store", "bin", _metadata["PluginsConfiguration"], "net10.0", "Hosts.Store.dll");
        ProcessStartInfo start = new("dotnet", [dll, test.Folder, test.Feed.Feed, operation, point?.ToString() ?? "-", count.ToString(System.Globalization.CultureInfo.InvariantCulture), standsStill ? "stop" : "kill"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new ChildStore(Process.Start(start)!);
    }

    /// <summary>Reads lines up to one that begins so; false where the process ended before.</summary>
    public async Task<bool> ReadToAsync(string beginning)
    {
        while (await _process.StandardOutput.ReadLineAsync().LimitAsync() is { } line)
        {
            _lines.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends a host in order, or waits for whatever else it does; reads all that it prints.</summary>
    public async Task<int> EndAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed: its end of the pipe is gone.
        }

        while (await _process.StandardOutput.ReadLineAsync().LimitAsync() is { } line)
        {
            _lines.Add(line);
        }

        await _process.WaitForExitAsync().LimitAsync();
        string error = await _error.LimitAsync();
        Assert.True(_process.ExitCode is 0 or 128 + 9, $"exit code {_process.ExitCode}: {error}");
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    /// <summary>Lets it go on where it stands still.</summary>
    public void GoOn()
    {
        using Process kill = Process.Start("kill", ["-CONT", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Kills it at a moment, whatever it does then.</summary>
    public async Task KillAfterAsync(TimeSpan delay)
    {
        await Task.Delay(delay, TimeProvider.System);
        _process.Kill();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
