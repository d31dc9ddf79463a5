using System.Diagnostics;
using System.Text.Json;

namespace HotStart.UnloadReport.Trials;

/// <summary>
/// A process that tries one fixture in one way. Its own: what one fixture leaves in static caches must not show in the
/// next. It lives on after its result, to be looked into, until this object is disposed.
/// </summary>
internal sealed class TrialProcess : IAsyncDisposable
{
    public const string Bare = "bare";
    public const string Hot = "hot";

    private const string ResultMark = "result: ";
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private TrialProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static TrialProcess Start(string way, string folder)
    {
        // Started as "dotnet HotStart.UnloadReport.dll", the process is dotnet and wants to be told the DLL.
        string own = Environment.ProcessPath!;
        string[] dll = Path.GetFileNameWithoutExtension(own) == "dotnet" ? [typeof(TrialProcess).Assembly.Location] : [];
        return new TrialProcess(Process.Start(new ProcessStartInfo(own, [.. dll, "--trial", way, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    public async Task<TrialResult> ResultAsync(CancellationToken cancellationToken)
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_limit);
            while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith(ResultMark, StringComparison.Ordinal))
                {
                    return JsonSerializer.Deserialize<TrialResult>(line[ResultMark.Length..])!;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TrialResult(TrialOutcome.Failed, _limit.TotalSeconds, $"no result within {_limit.TotalSeconds:0} s");
        }

        return new TrialResult(TrialOutcome.Failed, 0, $"the process ended: {await errors}");
    }

    /// <summary>The process's own side.</summary>
    public static async Task RunAsync(string way, string folder)
    {
        TrialResult result;
        try
        {
            result = way == Bare ? await BareTrial.RunAsync(folder) : await HotTrial.RunAsync(folder);
        }
        catch (Exception e)
        {
            result = new TrialResult(TrialOutcome.Failed, 0, e.ToString());
        }

        // On a line of its own: a fixture may have written without ending its line.
        Console.WriteLine($"\n{ResultMark}{JsonSerializer.Serialize(result)}");

        // On a thread of its own: it blocks, and what is below it on this stack would be held.
        await Task.Run(Console.In.ReadToEnd);

        // At once: a fixture may have left threads behind that hang.
        Environment.Exit(0);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
