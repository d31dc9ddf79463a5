using System.Collections.Concurrent;
using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Compiling;

/// <summary>
/// Compiles a plan, and before it those of the projects that it refers to, as far as something changed since they were
/// built. Thread-safe; one plugin is compiled once at a time.
/// </summary>
internal sealed class PlanChain(WarmCompiler compiler)
{
    private readonly ConcurrentDictionary<string, (CompilePlan Plan, MadeBefore Made)> _last = new(StringComparer.Ordinal);

    /// <inheritdoc cref="WarmCompiler.CompileAsync"/>
    public async Task<BuildResult> BuildAsync(string key, CompilePlan plan, string outputFolder, CancellationToken cancellationToken)
    {
        Dictionary<string, string> moved = new(StringComparer.Ordinal);
        List<string> dlls = [];
        ImmutableArray<Reason> warnings = [];
        foreach (ReferencedPlan referenced in plan.Referenced)
        {
            string folder = Path.Join(outputFolder, "referenced", $"{referenced.Plan.AssemblyName}-{dlls.Count}");
            BuildResult made = await MakeAsync($"{key}\0{referenced.Project}", referenced.Plan, moved, folder, settle: true, cancellationToken).ConfigureAwait(false);
            warnings = [.. warnings, .. made.Warnings];
            if (!made.Succeeded)
            {
                return made with { Warnings = warnings };
            }

            if (made.MainFile != referenced.Plan.Made?.Dll)
            {
                dlls.Add(made.MainFile!);
                foreach (string place in referenced.Places)
                {
                    moved[place] = made.MainFile!;
                }
            }
        }

        BuildResult own = await MakeAsync(key, plan, moved, outputFolder, settle: false, cancellationToken).ConfigureAwait(false);
        if (own.Succeeded && own.MainFile != plan.Made?.Dll)
        {
            Replace(dlls, Path.GetDirectoryName(own.MainFile)!);
        }

        return own with { Warnings = [.. warnings, .. own.Warnings] };
    }

    /// <param name="key">What the compiler knows it by.</param>
    /// <param name="plan">What to make.</param>
    /// <param name="moved">The references that lie elsewhere now.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="settle">Whether the DLL gets a path that stays the same, for others to refer to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<BuildResult> MakeAsync(
        string key, CompilePlan plan, Dictionary<string, string> moved, string folder, bool settle, CancellationToken cancellationToken)
    {
        if (plan.Made is null)
        {
            return await compiler.CompileAsync(key, plan, folder, cancellationToken).ConfigureAwait(false);
        }

        CompilePlan actual = plan with { Arguments = [.. plan.Arguments.Select(a => Redirected(a, moved, plan.BaseFolder))] };
        string[] redirected = [.. actual.Arguments.Except(plan.Arguments).Select(a => Reference(a, plan.BaseFolder)!)];
        ImmutableArray<FileEntry> now = [.. plan.Made.Sources.Select(s => s.Path).Concat(redirected).Select(p => new FileEntry(p, FileStamp.Of(p)))];
        MadeBefore last = _last.TryGetValue(key, out (CompilePlan Plan, MadeBefore Made) later) && ReferenceEquals(later.Plan, plan) ? later.Made : plan.Made;
        if (last.Sources.SequenceEqual(now) && File.Exists(last.Dll))
        {
            return new BuildResult(last.Dll, [], []);
        }

        _last.TryRemove(key, out _); // the compiler deletes what it made last
        BuildResult made = await compiler.CompileAsync(key, actual, folder, cancellationToken).ConfigureAwait(false);
        if (!made.Succeeded)
        {
            return made;
        }

        string dll = settle ? Settle(made.MainFile!, folder) : made.MainFile!;
        _last[key] = (plan, new MadeBefore(dll, now));
        return made with { MainFile = dll };
    }

    private static string Redirected(string argument, Dictionary<string, string> moved, string baseFolder) =>
        Reference(argument, baseFolder) is { } path && moved.TryGetValue(path, out string? now) ? $"{argument[..^ValueOf(argument).Length]}\"{now}\"" : argument;

    private static string? Reference(string argument, string baseFolder) =>
        argument.StartsWith("/reference:", StringComparison.Ordinal) ? Path.GetFullPath(ValueOf(argument).Trim('"'), baseFolder) : null;

    // Behind the colon or, where the reference has an alias, behind the sign of equality.
    private static string ValueOf(string argument)
    {
        string value = argument["/reference:".Length..];
        int alias = value.IndexOf('=', StringComparison.Ordinal);
        return alias > 0 && value.AsSpan(0, alias).IndexOfAny("/\\\".") < 0 ? value[(alias + 1)..] : value;
    }

    private static string Settle(string dll, string folder)
    {
        string settled = Path.Join(folder, Path.GetFileName(dll));
        File.Copy(Path.ChangeExtension(dll, ".pdb"), Path.ChangeExtension(settled, ".pdb"), overwrite: true);
        File.Copy(dll, settled, overwrite: true);
        return settled;
    }

    /// <summary>What lies beside the main DLL comes from the build that made the plan, and may be older than this.</summary>
    private static void Replace(IEnumerable<string> dlls, string folder)
    {
        foreach (string dll in dlls)
        {
            string beside = Path.Join(folder, Path.GetFileName(dll));
            if (File.Exists(beside))
            {
                File.Copy(Path.ChangeExtension(dll, ".pdb"), Path.ChangeExtension(beside, ".pdb"), overwrite: true);
                File.Copy(dll, beside, overwrite: true);
            }
        }
    }
}
