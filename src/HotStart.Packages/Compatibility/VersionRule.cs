using System.Collections.Immutable;
using NuGet.Versioning;

namespace HotStart.Packages.Compatibility;

/// <summary>
/// A breaking change needs a new major version, an addition at least a new minor one. That holds for versions that begin with 0 too.
/// </summary>
public static class VersionRule
{
    private const int MostNamed = 10;

    /// <summary>Judges a version number.</summary>
    /// <param name="oldVersion">The version that is replaced.</param>
    /// <param name="newVersion">The version that claims to replace it. A prerelease of a version may hold what that version may.</param>
    /// <param name="comparison">What changed between them.</param>
    /// <param name="allowBreaking">
    /// Members whose breaking changes are allowed, by name: <c>Type</c> or <c>Type.Member</c>, the namespace may be left out. They
    /// count as additions then, and are told in <see cref="VersionVerdict.AllowedBreaks"/> so that they can be recorded.
    /// </param>
    public static VersionVerdict Judge(
        NuGetVersion oldVersion, NuGetVersion newVersion, ApiComparison comparison, IReadOnlyCollection<string>? allowBreaking = null)
    {
        ArgumentNullException.ThrowIfNull(oldVersion);
        ArgumentNullException.ThrowIfNull(newVersion);
        ArgumentNullException.ThrowIfNull(comparison);
        ApiChange[] breaks = [.. comparison.Changes.Where(c => c.IsBreaking)];
        ApiChange[] allowed = [.. breaks.Where(c => IsAllowed(c, allowBreaking ?? []))];
        ApiChange[] open = [.. breaks.Except(allowed)];
        ApiChange[] additions = [.. comparison.Changes.Where(c => c.Kind == ChangeKind.Added && !c.IsBreaking)];
        NuGetVersion right = open.Length > 0 ? Next(oldVersion, major: true)
            : additions.Length > 0 || allowed.Length > 0 ? Next(oldVersion, major: false)
            : oldVersion;
        ImmutableArray<Reason> reasons = newVersion >= right || IsPrereleaseOf(newVersion, right) ? []
            : open.Length > 0 ? [.. Named(open, c => $"{c.Message} That breaks {Whom(c)}: {Cure(oldVersion, newVersion, right)}, or keep the old form beside the new one.", right)]
            : additions.Length > 0 || allowed.Length > 0 ? [.. Named([.. additions, .. allowed], c => $"{c.Message} {Cure(oldVersion, newVersion, right)}.", right)]
            : [new Reason(PackageReasonCodes.DishonestVersion, $"{newVersion} is not newer than {oldVersion}: the right version would be {right}.")];

        // Where even a major version would have done, nothing had to be allowed.
        bool needed = newVersion < Next(oldVersion, major: true) && !IsPrereleaseOf(newVersion, Next(oldVersion, major: true));
        return new VersionVerdict(reasons, right, needed ? [.. allowed] : []);
    }

    internal static bool IsAllowed(ApiChange change, IReadOnlyCollection<string> allowBreaking) => allowBreaking.Any(a => Names(a, change.Member));

    private static IEnumerable<Reason> Named(IReadOnlyCollection<ApiChange> changes, Func<ApiChange, string> words, NuGetVersion right)
    {
        foreach (ApiChange change in changes.Take(MostNamed))
        {
            yield return new Reason(PackageReasonCodes.DishonestVersion, words(change));
        }

        if (changes.Count > MostNamed)
        {
            yield return new Reason(PackageReasonCodes.DishonestVersion, $"{changes.Count - MostNamed} more changes ask for {right} as well.");
        }
    }

    private static string Cure(NuGetVersion oldVersion, NuGetVersion newVersion, NuGetVersion right) =>
        $"{newVersion} after {oldVersion} says less than that; the right version would be {right}";

    private static string Whom(ApiChange change) => change switch
    {
        { IsBinaryCompatible: false, IsSourceCompatible: false } => "compiled code and source",
        { IsBinaryCompatible: false } => "compiled code",
        _ => "source",
    };

    private static bool Names(string allowed, string member) =>
        member.Equals(allowed, StringComparison.Ordinal)
        || member.EndsWith("." + allowed, StringComparison.Ordinal)
        || member.StartsWith(allowed + ".", StringComparison.Ordinal)
        || member.Contains("." + allowed + ".", StringComparison.Ordinal);

    private static bool IsPrereleaseOf(NuGetVersion version, NuGetVersion right) =>
        version.IsPrerelease && new NuGetVersion(version.Version) >= right;

    private static NuGetVersion Next(NuGetVersion version, bool major) =>
        // A prerelease promised nothing yet: its own numbers will do.
        version is { IsPrerelease: true, Patch: 0 } && (!major || version.Minor == 0) ? new NuGetVersion(version.Major, version.Minor, 0)
        : major ? new NuGetVersion(version.Major + 1, 0, 0)
        : new NuGetVersion(version.Major, version.Minor + 1, 0);
}
