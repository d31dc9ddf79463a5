using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HotStart.Cli.Tests;

/// <summary>The tool as a process of its own. Disposing it ends it.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private ToolProcess(Process process) => _process = process;

    public EventLog<string> Out { get; } = new();

    public EventLog<string> Error { get; } = new();

    public IEnumerable<JsonElement> Json => Out.All.Select(l => JsonDocument.Parse(l).RootElement);

    /// <summary>Both in the order in which they were read.</summary>
    public EventLog<string> Both { get; } = new();

    public static ToolProcess Start(params string[] args) => StartIn(AppContext.BaseDirectory, args);

    public static ToolProcess StartIn(string folder, params string[] args) =>
        StartDotnet(folder, [Path.Combine(AppContext.BaseDirectory, "HotStart.Cli.dll"), .. args]);

    /// <summary>With one more variable in its environment.</summary>
    public static ToolProcess StartIn(string folder, (string Name, string Value) variable, params string[] args) =>
        Start(folder, variable, [Path.Combine(AppContext.BaseDirectory, "HotStart.Cli.dll"), .. args]);

    /// <summary>As typed: <c>dotnet</c> and whatever follows.</summary>
    public static ToolProcess StartDotnet(string folder, params string[] args) => Start(folder, null, args);

    private static ToolProcess Start(string folder, (string Name, string Value)? variable, string[] args)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // A test run hands on settings that point into it.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        if (variable is { } added)
        {
            start.Environment[added.Name] = added.Value;
        }

        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        ToolProcess tool = new(new Process { StartInfo = start });
        tool._process.OutputDataReceived += (_, e) => tool.Add(tool.Out, e.Data);
        tool._process.ErrorDataReceived += (_, e) => tool.Add(tool.Error, e.Data);
        tool._process.Start();
        tool._process.BeginOutputReadLine();
        tool._process.BeginErrorReadLine();
        return tool;
    }

    /// <summary>Waits for a line of standard output.</summary>
    public Task<string> LineAsync(string line) => Out.NextAsync(l => l == line, limit: _limit);

    /// <summary>Waits for a line of standard error that holds a text.</summary>
    public Task<string> ErrorAsync(string part) =>
        Error.NextAsync(l => l.Contains(part, StringComparison.Ordinal), limit: _limit);

    /// <summary>Waits for a line of a <c>--json</c> run.</summary>
    public async Task<JsonElement> EventAsync(string name, Func<JsonElement, bool>? fits = null)
    {
        JsonElement found = default;
        await Out.NextAsync(
            l =>
            {
                found = JsonDocument.Parse(l).RootElement.Clone();
                return found.GetProperty("event").GetString() == name && fits?.Invoke(found) != false;
            },
            limit: _limit);
        return found;
    }

    public void Signal(int signal) => Assert.Equal(0, kill(_process.Id, signal));

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().LimitAsync(_limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().LimitAsync(_limit);
        }

        _process.Dispose();
    }

    private void Add(EventLog<string> log, string? line)
    {
        if (line is not null)
        {
            log.Add(line);
            Both.Add(line);
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
