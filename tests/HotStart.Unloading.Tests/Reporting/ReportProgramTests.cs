using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using HotStart.Testing;

namespace HotStart.Unloading.Tests.Reporting;

/// <summary>The program that prints docs/unload-report.md, on a few of its fixtures.</summary>
public sealed class ReportProgramTests
{
    [Fact]
    public async Task Report_SubsetOfCauses_UnloadsWhatIsSweptAndNamesWhatStays()
    {
        (int exitCode, string said, string errors) = await RunAsync("--json", "--only", "Plain,TypeDescription,ObservableMeter,HandleLeft");
        Dictionary<string, JsonElement> rows = said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(r => r.GetProperty("fixture").GetString()!);

        Assert.Equal(("Unloaded", "Unloaded"), Outcomes("Plain"));
        Assert.Equal(("Kept", "Unloaded"), Outcomes("TypeDescription"));
        Assert.Equal(("Kept", "Unloaded"), Outcomes("ObservableMeter"));
        Assert.Equal(("Kept", "Kept"), Outcomes("HandleLeft"));
        Assert.Contains("a GCHandle ← Foo [gc-handle]", rows["HandleLeft"].GetProperty("namedBy").GetString(), StringComparison.Ordinal);
        Assert.True(exitCode == 0, errors);

        (string? Bare, string? Hot) Outcomes(string fixture) =>
            (rows[fixture].GetProperty("bare").GetString(), rows[fixture].GetProperty("hot").GetString());
    }

    [Theory]
    [InlineData("There is no fixture 'Nothing'", "--only", "Nothing")]
    [InlineData("'--all' is no option", "--all")]
    public async Task Report_WrongUsage_SaysSo(string expected, params string[] args)
    {
        (int exitCode, _, string errors) = await RunAsync(args);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    private static async Task<(int ExitCode, string Out, string Errors)> RunAsync(params string[] args)
    {
        string program = typeof(ReportProgramTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "UnloadReport").Value!;
        using Process report = Process.Start(new ProcessStartInfo("dotnet", [program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            Task<string> errors = report.StandardError.ReadToEndAsync();
            string said = await report.StandardOutput.ReadToEndAsync().LimitAsync(TimeSpan.FromMinutes(2));
            await report.WaitForExitAsync().LimitAsync();
            return (report.ExitCode, said, await errors);
        }
        finally
        {
            if (!report.HasExited)
            {
                report.Kill(entireProcessTree: true);
            }
        }
    }
}
