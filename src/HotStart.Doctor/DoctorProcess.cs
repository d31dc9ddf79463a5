using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HotStart.Doctor.Child;
using HotStart.Doctor.Snapshots;

namespace HotStart.Doctor;

/// <summary>
/// Runs the doctor as a process beside this one, so that this one can be looked at too, and so that memory and time
/// that the search takes are not this one's. One at a time: others wait.
/// </summary>
public static class DoctorProcess
{
    private static readonly SemaphoreSlim _one = new(1);

    /// <summary>Looks at this process from outside. All its threads stand still for some tenths of a second.</summary>
    /// <param name="pluginId">Look at one plugin only.</param>
    /// <param name="cancellationToken">Gives up; the other process is ended.</param>
    /// <exception cref="DoctorException">It could not be looked at; the kind says why.</exception>
    public static Task<DoctorReport> ExamineSelfAsync(string? pluginId = null, CancellationToken cancellationToken = default) =>
        ExamineAsync(new DoctorRequest(Environment.ProcessId) { PluginId = pluginId }, cancellationToken);

    /// <summary>Looks at a process, this one or another, from a process of its own.</summary>
    /// <param name="request">Which, and within which limits.</param>
    /// <param name="cancellationToken">Gives up; the other process is ended.</param>
    /// <exception cref="DoctorException">It could not be looked at; the kind says why.</exception>
    public static async Task<DoctorReport> ExamineAsync(DoctorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ProcessStartInfo start = ChildCommand.Make();
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(start, request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// For <c>PluginHostOptions.ExplainLeak</c>: what keeps a generation of this process in memory, in one line, or
    /// <see langword="null"/> where nothing does any more.
    /// </summary>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="generation">The number of its generation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DoctorException">This process could not be looked at; the kind says why.</exception>
    public static async Task<string?> ExplainAsync(string pluginId, int generation, CancellationToken cancellationToken)
    {
        DoctorReport report = await ExamineSelfAsync(pluginId, cancellationToken).ConfigureAwait(false);
        LeakedGeneration? leaked = report.Leaked.FirstOrDefault(g => g.Generation == generation && !g.IsFree);
        return leaked is null ? null : $"{leaked.Chains[0]}: {leaked.Chains[0].Cause.Advice} See {leaked.Chains[0].Cause.DocsPage}";
    }

    private static async Task<DoctorReport> RunAsync(ProcessStartInfo start, DoctorRequest request, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(start)
            ?? throw new DoctorException(DoctorErrorKind.NotSupported, $"'{start.FileName}' could not be started.");
        try
        {
            // Where the kernel lets only parents trace, a process must say who else may.
            Native.AllowTracer(process.Id);
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteLineAsync(
                JsonSerializer.Serialize(request, DoctorJson.Default.DoctorRequest).AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
            string answer = await output.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return Read(answer, await errors.ConfigureAwait(false), process.ExitCode);
        }
        catch (IOException e)
        {
            throw new DoctorException(DoctorErrorKind.NotSupported, $"The doctor's own process ended early: {e.Message}", e);
        }
        finally
        {
            Native.AllowTracer(0);
            if (!process.HasExited)
            {
                process.Kill(); // whom it had stopped, the kernel lets run on
            }
        }
    }

    private static DoctorReport Read(string answer, string errors, int exitCode)
    {
        DoctorAnswer? told = null;
        try
        {
            told = JsonSerializer.Deserialize(answer, DoctorJson.Default.DoctorAnswer);
        }
        catch (JsonException)
        {
            // Its errors say why.
        }

        return told?.Report ?? throw new DoctorException(
            told?.Error ?? DoctorErrorKind.Unreadable,
            told?.Message ?? string.Create(CultureInfo.InvariantCulture, $"The doctor's own process ended with code {exitCode} and no report: {errors.Trim()}"));
    }
}
