using System.Collections.Immutable;
using HotStart.Packages.Compatibility;
using HotStart.Packages.Releases;
using NuGet.Versioning;

namespace HotStart.Packages.Store;

/// <summary>
/// What is looked at before a version may become part of a release: can this machine run it, and does its number tell the truth.
/// None of its code runs. What live handles use is looked at by the running host, and cannot be waived here.
/// </summary>
internal static class CompatibilityGate
{
    // What only the host itself can know (which assemblies it shares) is not judged here.
    private static readonly ImmutableHashSet<string> _known =
    [
        ReasonCodes.NotAPeFile, ReasonCodes.NotManaged, ReasonCodes.DamagedAssembly, ReasonCodes.WrongArchitecture,
        ReasonCodes.WrongFramework, ReasonCodes.InvalidId, ReasonCodes.PathOutside, ReasonCodes.ArtifactNotFound, ReasonCodes.Unreadable,
    ];

    /// <param name="mainFile">The main DLL, with all that belongs to it.</param>
    /// <param name="plugin">Its id by its package.</param>
    /// <param name="version">Its version.</param>
    /// <param name="before">What is active, or null.</param>
    /// <param name="allowBreaking">Members whose breaks are allowed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Breaks that were allowed.</returns>
    /// <exception cref="PackageException">It is refused.</exception>
    public static async Task<ImmutableArray<string>> CheckAsync(
        string mainFile, string plugin, string version, ReleasePlugin? before, ImmutableArray<string> allowBreaking, CancellationToken cancellationToken)
    {
        CheckResult check = await CandidateCheck.RunAsync(Path.GetDirectoryName(mainFile)!, cancellationToken: cancellationToken).ConfigureAwait(false);
        List<Reason> reasons = [.. check.Reasons.Where(r => _known.Contains(r.Code))];
        if (check.PluginId is { } id && !id.Equals(plugin, StringComparison.OrdinalIgnoreCase))
        {
            reasons.Add(new Reason(ReasonCodes.OtherPlugin, $"The package says that it holds plugin '{plugin}'; its code says '{id}'. Pack it again with 'hotstart pack', or set [assembly: Plugin(\"{plugin}\")]."));
        }

        ImmutableArray<string> allowed = [];
        if (reasons.Count == 0 && before is not null && NuGetVersion.Parse(version) > NuGetVersion.Parse(before.Version.Version))
        {
            VersionVerdict verdict = VersionRule.Judge(
                NuGetVersion.Parse(before.Version.Version),
                NuGetVersion.Parse(version),
                ApiComparison.Compare(before.Version.MainFile, mainFile),
                allowBreaking);
            reasons.AddRange(verdict.Reasons);
            allowed = [.. verdict.AllowedBreaks.Select(b => b.Message)];
        }

        return reasons.Count == 0 ? allowed : throw new PackageException($"{plugin} {version}", [.. reasons]);
    }
}
