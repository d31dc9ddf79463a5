using System.Diagnostics;
using System.Runtime.InteropServices;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>A watching host as a process of its own, over a folder with the plugin <c>hello</c> in its version <c>v1</c>.</summary>
internal sealed partial class WatchingChild : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private WatchingChild(string[] before)
    {
        Artifact = Path.Combine(_folder.MakeFolder("plugins"), "hello.dll");
        File.Move(Draft("v1"), Artifact);
        string[] command = [.. before, ChildHost.Dotnet, ChildHost.DllOf("Hosts.Watching"), _folder["plugins"], _folder.MakeFolder("staging")];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
    }

    public string Artifact { get; }

    public EventLog<string> Lines { get; } = new();

    /// <param name="before">A program that starts it, with its arguments.</param>
    public static async Task<WatchingChild> StartAsync(params string[] before)
    {
        WatchingChild child = new(before);
        child._process.OutputDataReceived += (_, e) => child.Add(e.Data);
        child._process.ErrorDataReceived += (_, e) => child.Add(e.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        await child.LineAsync(l => l.StartsWith("event: State hello 1", StringComparison.Ordinal));
        return child;
    }

    /// <summary>The DLL of a version, on the same file system and not watched.</summary>
    public string Draft(string version) => new PluginForge(_folder.MakeFolder($"draft {version}")).Hello(version);

    /// <summary>A file in the watched folder that is none of a plugin's.</summary>
    public string Noise(string name) => Path.Combine(Path.GetDirectoryName(Artifact)!, name);

    /// <summary>The first line that fits, printed already or still to come.</summary>
    public async Task<string> LineAsync(Func<string, bool> fits)
    {
        while (true)
        {
            if (Lines.All.FirstOrDefault(fits) is { } seen)
            {
                return seen;
            }

            await Lines.NextAsync();
        }
    }

    /// <summary>Has it call the plugin; gives what it printed.</summary>
    public async Task<string> CallAsync()
    {
        int before = Lines.All.Count(IsAnswer);
        await _process.StandardInput.WriteLineAsync("call");
        while (true)
        {
            if (Lines.All.Where(IsAnswer).Skip(before).FirstOrDefault() is { } answer)
            {
                return answer;
            }

            await Lines.NextAsync();
        }

        static bool IsAnswer(string line) => line.StartsWith("answer: ", StringComparison.Ordinal);
    }

    /// <summary>Has it stand still, and go on.</summary>
    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().LimitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private void Add(string? line)
    {
        if (line is not null)
        {
            Lines.Add(line);
        }
    }
}
