using System.CommandLine;
using System.Globalization;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Cli.Running;
using HotStart.Doctor;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart doctor</c>: what keeps retired generations of a running host in memory.</summary>
internal static class DoctorCommand
{
    private const int DefaultTimeout = 60;

    public static Command Make(ToolConsole console)
    {
        Argument<string> process = new("PID|URL")
        {
            Description = "A running host on this machine: its process id, or the address of its HotStart page (http://localhost:5000/hotstart).",
        };
        Option<string?> plugin = new("--plugin") { Description = "Look at one plugin only.", HelpName = "ID" };
        Option<int> timeout = new("--timeout")
        {
            Description = "How long it may take.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => DefaultTimeout,
        };
        Option<long?> memory = new("--memory") { Description = "How much memory it may take here. Default: four fifths of what is free.", HelpName = "MB" };
        Option<bool> json = JsonOption.Make();
        process.Validators.Add(result =>
        {
            if (Problem(result.GetValueOrDefault<string>()) is { } problem)
            {
                result.AddError(problem);
            }
        });
        timeout.Validators.Add(result => RequirePositive(result, result.GetValueOrDefault<int>(), "--timeout"));
        memory.Validators.Add(result => RequirePositive(result, result.GetValueOrDefault<long?>(), "--memory"));
        Command command = new("doctor", "Names what keeps retired plugin generations of a running host in memory. Stops it for some tenths of a second.")
        {
            process, plugin, timeout, memory, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(process)!,
            new DoctorRequest(0)
            {
                PluginId = parsed.GetValue(plugin),
                TimeLimit = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                MemoryLimit = (parsed.GetValue(memory) ?? 0) << 20,
            },
            parsed.GetValue(json),
            console,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(string process, DoctorRequest request, bool asJson, ToolConsole console, CancellationToken stop)
    {
        using StopSignals signals = new(stop);
        try
        {
            request = request with
            {
                ProcessId = HostAddress.TryParse(process, out Uri address)
                    ? await HostAddress.ProcessIdAsync(address, signals.Token)
                    : int.Parse(process, CultureInfo.InvariantCulture),
            };
            DoctorReport report = await PluginDoctor.ExamineAsync(request, new DoctorProgress(console), signals.Token);
            console.Status(null);
            if (asJson)
            {
                DoctorLines.WriteJson(report, console);
            }
            else
            {
                DoctorLines.Write(report, console);
            }

            return report.Leaked.Any(g => !g.IsFree) ? ExitCodes.Failed : ExitCodes.Done;
        }
        catch (DoctorException e)
        {
            return Tell(e.Message, e.Kind is DoctorErrorKind.NoProcess or DoctorErrorKind.UnknownPlugin ? ExitCodes.WrongUsage : ExitCodes.Failed);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return Tell($"Stopped before the end; {(request.ProcessId == 0 ? "the host" : $"process {request.ProcessId}")} runs on.", ExitCodes.Failed);
        }

        int Tell(string message, int exitCode)
        {
            console.Status(null);
            if (asJson)
            {
                JsonLine.Write(console, "error", json => json.WriteString("message", message));
            }
            else
            {
                console.Problem("error", message);
            }

            return exitCode;
        }
    }

    private static string? Problem(string? text) =>
        string.IsNullOrWhiteSpace(text) ? "PID is empty. Name the process id of a running host; 'ps -e' lists them."
        : HostAddress.TryParse(text, out _) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id > 0 ? null
        : $"'{text}' is neither a process id nor an address. An id is a whole number above zero ('ps -e' lists them), an address begins with http:// or https://.";

    private static void RequirePositive(System.CommandLine.Parsing.OptionResult result, long? value, string name)
    {
        if (value is <= 0 or > int.MaxValue / 1000)
        {
            result.AddError($"{name} is {value}; it must be above zero and at most {int.MaxValue / 1000}.");
        }
    }
}
