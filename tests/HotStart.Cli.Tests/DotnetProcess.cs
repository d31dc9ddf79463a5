using System.Diagnostics;

namespace HotStart.Cli.Tests;

/// <summary>The SDK as a process of its own, as its user starts it. Disposing it ends it.</summary>
internal sealed class DotnetProcess : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(4);

    /// <summary>A test run hands on settings that point into itself.</summary>
    private static readonly string[] _inherited = ["MSBUILD", "DOTNET_HOST_PATH", "DOTNET_STARTUP", "DOTNET_ROOT_", "COREHOST_", "VSTEST_", "MicrosoftNET", "TESTINGPLATFORM"];

    private readonly Process _process;

    private DotnetProcess(Process process) => _process = process;

    public EventLog<string> Lines { get; } = new();

    public static DotnetProcess Start(string folder, params string[] args)
    {
        ProcessStartInfo start = new("dotnet", args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(k => _inherited.Any(p => k.StartsWith(p, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        DotnetProcess dotnet = new(new Process { StartInfo = start });
        dotnet._process.OutputDataReceived += (_, e) => dotnet.Add(e.Data);
        dotnet._process.ErrorDataReceived += (_, e) => dotnet.Add(e.Data);
        dotnet._process.Start();
        dotnet._process.BeginOutputReadLine();
        dotnet._process.BeginErrorReadLine();
        return dotnet;
    }

    /// <summary>Runs to the end and requires success.</summary>
    public static async Task<string> RunAsync(string folder, params string[] args)
    {
        await using DotnetProcess dotnet = Start(folder, args);
        await dotnet._process.WaitForExitAsync().LimitAsync(_limit, string.Join(' ', args));
        string text = string.Join('\n', dotnet.Lines.All);
        Assert.True(dotnet._process.ExitCode == 0, $"dotnet {string.Join(' ', args)}\n{text}");
        return text;
    }

    /// <summary>Waits for a line that holds a text.</summary>
    public Task<string> LineAsync(string part) => Lines.NextAsync(l => l.Contains(part, StringComparison.Ordinal), limit: _limit);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().LimitAsync(_limit);
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            Lines.Add(line);
        }
    }
}
