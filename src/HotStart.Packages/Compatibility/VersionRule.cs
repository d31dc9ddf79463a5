using NuGet.Versioning;

namespace HotStart.Packages.Compatibility;

/// <summary>A breaking change needs a new major version, an addition at least a new minor one.</summary>
public static class VersionRule
{
    /// <summary>Judges a version number.</summary>
    /// <param name="oldVersion">The version that is replaced.</param>
    /// <param name="newVersion">The version that claims to replace it.</param>
    /// <param name="comparison">What changed between them.</param>
    /// <param name="allowBreaking">Members whose breaking changes are allowed, by name: <c>Type</c> or <c>Type.Member</c>.</param>
    public static VersionVerdict Judge(
        NuGetVersion oldVersion, NuGetVersion newVersion, ApiComparison comparison, IReadOnlyCollection<string>? allowBreaking = null) =>
        throw new NotImplementedException();
}
