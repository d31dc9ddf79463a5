using System.Collections.Immutable;
using HotStart.Flow.Candidates;

namespace HotStart.Packages.Packing;

/// <summary>Packs a project by <c>dotnet pack</c>, into a folder of its own: the project's bin and obj stay as they are.</summary>
internal static class ProjectPack
{
    public static async Task<(string Package, string? Assembly, ImmutableArray<Reason> Warnings)> RunAsync(
        string project, string work, PluginPackOptions options, CancellationToken cancellationToken)
    {
        string output = Path.Combine(work, "out");
        List<string> arguments =
        [
            "pack", project, "-c", "Release", "-o", output, "--artifacts-path", Path.Combine(work, "artifacts"), "--nologo", "-v", "q", "-nr:false",
            "-p:UseSharedCompilation=false", "-p:UseRazorBuildServer=false", "-p:EnableDynamicLoading=true",
        ];
        if (options.Id is { } id)
        {
            arguments.Add($"-p:PackageId={id}");
        }

        if (options.Version is { } version)
        {
            arguments.Add($"-p:Version={version}");
        }

        DotnetResult result = await DotnetCommand.RunAsync(project, arguments, cancellationToken).ConfigureAwait(false);
        string[] packages = Directory.Exists(output)
            ? [.. Directory.EnumerateFiles(output, "*.nupkg").Where(p => !p.EndsWith(".symbols.nupkg", StringComparison.OrdinalIgnoreCase))]
            : [];
        if (result.ExitCode != 0)
        {
            throw new PackageException(project, BuildOutput.Errors(result, project));
        }

        return packages.Length == 1
            ? (packages[0], null, BuildOutput.Read(result.All, "warning", project))
            : throw new PackageException(project, new Reason(
                PackageReasonCodes.NoPlugin,
                packages.Length == 0
                    ? $"'{project}' was built, but gave no package: does it say IsPackable=false? Name the plugin's project, or set IsPackable."
                    : $"'{project}' gave {packages.Length} packages: name a project that makes one.",
                project));
    }
}
