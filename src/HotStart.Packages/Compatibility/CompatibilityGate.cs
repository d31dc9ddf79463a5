using System.Collections.Immutable;
using System.Reflection;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;
using NuGet.Versioning;

namespace HotStart.Packages.Compatibility;

/// <summary>
/// What a candidate must pass before it runs: all checks of <see cref="CandidateCheck"/>, the range of hosts it was made for, and,
/// against the active version, that its version number is honest. Runs none of its code. Safe for use by several threads.
/// </summary>
public static class CompatibilityGate
{
    /// <summary>The version of HotStart in this process, which host ranges are about.</summary>
    public static NuGetVersion HostVersion { get; } = NuGetVersion.Parse(
        typeof(PluginHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    /// <summary>Checks a candidate; all reasons at once.</summary>
    /// <param name="candidate">A package, a DLL, a C# file or a project (they are built), or a folder that holds one.</param>
    /// <param name="active">The version that it would replace, of the same kinds; <see langword="null"/> where there is none.</param>
    /// <param name="options">What the plugins do not say themselves.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CandidateRejectedException"><paramref name="active"/> cannot be read.</exception>
    /// <exception cref="ArgumentException">The host's options are invalid.</exception>
    public static async Task<GateResult> CheckAsync(
        string candidate, string? active = null, GateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(candidate);
        options ??= new GateOptions();
        PluginHostOptions host = options.HostOptions ?? new PluginHostOptions();
        host.Validate();
        using Stager stager = new(host.StagingPath);
        using ArtifactBuilders builders = new(host);
        Inspection inspection = new(stager, builders, new SharedAssemblies(host.SharedAssemblies));
        PluginLook next = await PluginLook.OfAsync(candidate, inspection, cancellationToken).ConfigureAwait(false);
        List<Reason> reasons = [.. Range(options.Host ?? next.Host, next.Check), .. next.Check.Reasons];
        GateResult result = new(next.Check) { Version = options.Version ?? next.Version };
        if (!string.IsNullOrEmpty(active))
        {
            PluginLook old = await PluginLook.OfAsync(active, inspection, cancellationToken).ConfigureAwait(false);
            result = Compare(result with { ActiveVersion = options.ActiveVersion ?? old.Version }, next, old, options.AllowBreaking, reasons);
        }

        return result with { Candidate = result.Candidate with { Reasons = [.. reasons] } };
    }

    private static GateResult Compare(GateResult result, PluginLook next, PluginLook old, ImmutableArray<string> allowBreaking, List<Reason> reasons)
    {
        if (old.Types is null)
        {
            throw new CandidateRejectedException(old.Check.Artifact, old.Check.Reasons);
        }

        if (next.Types is null)
        {
            return result;
        }

        if (old.Check.PluginId is { } oldId && next.Check.PluginId is { } newId && !oldId.Equals(newId, StringComparison.OrdinalIgnoreCase))
        {
            reasons.Insert(0, new Reason(
                ReasonCodes.OtherPlugin,
                $"'{next.Check.Artifact}' is plugin '{newId}', but '{old.Check.Artifact}' is plugin '{oldId}': the one cannot replace the other. Give them the same id, or compare with another version.",
                next.Check.Artifact));
        }

        ApiComparison comparison = ApiComparison.Compare(old.Types, next.Types);
        VersionVerdict? verdict = null;
        if (result is { Version: { } version, ActiveVersion: { } activeVersion })
        {
            verdict = VersionRule.Judge(activeVersion, version, comparison, allowBreaking);
            reasons.AddRange(verdict.Reasons.Select(r => r with { File = next.Check.Artifact }));
        }
        else if (comparison.IsBreaking)
        {
            // Without version numbers nothing announces a break.
            reasons.AddRange(comparison.Changes.Where(c => c.IsBreaking && !VersionRule.IsAllowed(c, allowBreaking)).Select(c => new Reason(
                PackageReasonCodes.DishonestVersion,
                $"{c.Message} No version number announces that: '{(result.Version is null ? next : old).Check.Version}' is none that NuGet knows. Number them as 1.2.0, or keep the old form beside the new one.",
                next.Check.Artifact)));
        }

        return result with
        {
            Comparison = comparison,
            Verdict = verdict,
            Candidate = result.Candidate with { Additions = [.. comparison.Changes.Where(c => c.Kind == ChangeKind.Added && !c.IsBreaking).Select(c => c.After is { } after ? $"{c.Member}: {after}" : c.Member)] },
        };
    }

    private static IEnumerable<Reason> Range(string? range, CheckResult check)
    {
        if (range is not null && VersionRange.TryParse(range, out VersionRange? parsed) && !parsed.Satisfies(HostVersion))
        {
            yield return new Reason(
                PackageReasonCodes.HostRange,
                $"'{check.Artifact}' was made for HotStart {parsed.PrettyPrint()}; this host has {HostVersion}. Take a version of the plugin for it, or update the host.",
                check.Artifact);
        }
    }
}
