using System.Collections.Immutable;
using System.Text.Json;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Projects;

/// <summary>
/// Builds by <c>dotnet build</c>, into a folder of its own, and learns by that how each project is compiled. The project's
/// bin and obj stay as they are. Used once; what it built last time is built upon.
/// </summary>
internal sealed class PlanBuild(string entry, string workFolder, PluginHostOptions options)
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5);

    private readonly string _told = Path.Join(workFolder, "told");

    // By the clock of the file system, which stamps what is written meanwhile.
    private FileStamp _began;

    /// <summary>All projects that came as far as their compiler; after a failure too.</summary>
    public ImmutableArray<BuiltProject> Projects { get; private set; } = [];

    public IReadOnlyList<string> Imported { get; private set; } = [];

    public ImmutableArray<Reason> Warnings { get; private set; } = [];

    /// <summary>The main DLL, or null where it failed.</summary>
    public string? MainFile { get; private set; }

    /// <summary>Builds.</summary>
    /// <param name="properties">Set for all projects of the build.</param>
    /// <param name="cancellationToken">Ends the build with all its processes.</param>
    /// <returns>Why it failed; empty where it did not.</returns>
    public async Task<ImmutableArray<Reason>> RunAsync(IEnumerable<string> properties, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_told))
        {
            Directory.Delete(_told, recursive: true);
        }

        Directory.CreateDirectory(_told);
        _began = FileStamp.Of(PlanTargets.Write(_told));
        using CancellationTokenSource late = new(_longest, options.TimeProvider);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        Task<DotnetResult> build = DotnetCommand.RunAsync(entry, Arguments(properties), end.Token);
        Task<Reason?> feed = new FeedCheck(entry, new RestoreMarks(_told), options.TimeProvider).WatchAsync(end.Token);
        try
        {
            await Task.WhenAny(build, feed).ConfigureAwait(false);
            if (!build.IsCompleted && await feed.ConfigureAwait(false) is { } silent)
            {
                return [silent];
            }

            return Read(await build.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return [new Reason(ReasonCodes.BuildFailed, $"'{entry}' was still being built after {_longest.TotalMinutes:0} minutes and was given up. Look what in its build does not end.", entry)];
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(build, feed).ConfigureAwait(ConfigureAwaitOptions.None | ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether a file or folder was written after the build began: it may have been read before. What the build itself writes does not count.</summary>
    public bool IsNewer(FileEntry file) =>
        file.Stamp is { Exists: true } stamp
        && !file.Path.StartsWith(workFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        && Math.Max(stamp.Changed, stamp.Modified) > Math.Max(_began.Changed, _began.Modified);

    private string[] Arguments(IEnumerable<string> properties) =>
    [
        // No -nr:false: with it a C# file is not taken for a program. The environment says the same.
        "build", entry, "-c", options.Compiler.Debug ? "Debug" : "Release", "--artifacts-path", Path.Join(workFolder, "artifacts"), "--nologo", "-v", "q",
        "-p:UseSharedCompilation=false", "-p:UseRazorBuildServer=false", "-p:EnableDynamicLoading=true", "-p:ProvideCommandLineArgs=true",
        $"-p:CustomAfterMicrosoftCommonTargets={Escape(Path.Join(_told, "plan.targets"))}", $"-p:HotStartPlanFolder={Escape(_told)}",
        .. properties.Select(p => "-p:" + p),
        "-t:Build", "-getProperty:TargetPath,TargetFrameworks", $"-getResultOutputFile:{Path.Join(_told, "result.json")}",
        $"-bl:LogFile={Path.Join(_told, "build.binlog")};ProjectImports=ZipFile",
    ];

    // What MSBuild takes for a separator or an escape itself.
    private static string Escape(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private ImmutableArray<Reason> Read(DotnetResult result)
    {
        Projects = BuiltProject.ReadAll(_told);
        Imported = ImportedFiles.Read(Path.Join(_told, "build.ProjectImports.zip"));
        Warnings = BuildOutput.Read(result.All, "warning", entry);
        string file = Path.Join(_told, "result.json");
        if (result.ExitCode != 0 || !File.Exists(file))
        {
            return BuildOutput.Errors(result, entry);
        }

        using JsonDocument told = JsonDocument.Parse(File.ReadAllBytes(file));
        string? target = told.RootElement.GetProperty("Properties").GetProperty("TargetPath").GetString();
        MainFile = File.Exists(target) ? target : null;
        return MainFile is null ? BuildOutput.Errors(result, entry) : [];
    }
}
