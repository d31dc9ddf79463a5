using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using HotStart.Doctor.Child;

namespace HotStart.Doctor.Tests;

/// <summary>Processes to look at that are no plugin hosts, and a doctor that runs as somebody else.</summary>
internal static class Targets
{
    private const string Nobody = "65534";

    /// <summary>A small .NET process that waits for its input: the doctor's own program.</summary>
    public static Process Dotnet() => Start(ChildCommand.Make());

    /// <summary>A process without .NET that waits for its input.</summary>
    public static Process Native() => Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true });

    public static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync().LimitAsync();
        process.Dispose();
    }

    /// <summary>Has a user without rights look at a process. Only root can ask for that.</summary>
    public static async Task<DoctorAnswer> ExamineAsNobodyAsync(int process)
    {
        // Where nobody may read it: a clone can lie in a folder of its owner's alone.
        using TempFolder folder = new();
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(f => f.EndsWith(".dll", StringComparison.Ordinal)))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        string configuration = folder["nobody.runtimeconfig.json"];
        File.Copy(Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetExecutingAssembly().GetName().Name}.runtimeconfig.json"), configuration);
        ProcessStartInfo start = new("setpriv")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", Environment.ProcessPath is { } own && Path.GetFileName(own) == "dotnet" ? own : "dotnet",
                "exec", "--runtimeconfig", configuration, folder["HotStart.Doctor.dll"],
            },
        };
        using Process doctor = Start(start);
        await doctor.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new DoctorRequest(process), DoctorJson.Default.DoctorRequest));
        string said = await doctor.StandardOutput.ReadToEndAsync().LimitAsync();
        await doctor.WaitForExitAsync().LimitAsync();
        return JsonSerializer.Deserialize(said, DoctorJson.Default.DoctorAnswer)
            ?? throw new InvalidOperationException(await doctor.StandardError.ReadToEndAsync());
    }

    private static Process Start(ProcessStartInfo start) => Process.Start(start)!;
}
