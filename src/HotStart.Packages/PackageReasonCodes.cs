namespace HotStart.Packages;

/// <summary>The codes of <see cref="Reason"/> that are about packages. They are stable: scripts and dashboards may rely on them.</summary>
public static class PackageReasonCodes
{
    /// <summary>The file is not a whole NuGet package.</summary>
    public const string Damaged = "package-damaged";

    /// <summary>An entry of the package would do harm where it is placed: a path outside, a link, a reserved name, an absurd size.</summary>
    public const string Unsafe = "package-unsafe";

    /// <summary>The manifest <c>hotstart.json</c> cannot be read, or contradicts the package.</summary>
    public const string ManifestInvalid = "manifest-invalid";

    /// <summary>The manifest was written for a newer HotStart.</summary>
    public const string ManifestTooNew = "manifest-too-new";

    /// <summary>A file has another content than the manifest, the feed or the lock file says.</summary>
    public const string HashMismatch = "hash-mismatch";

    /// <summary>The package holds no assembly that could be the plugin, or several.</summary>
    public const string NoPlugin = "package-without-plugin";

    /// <summary>The plugin wants another version of the host.</summary>
    public const string HostRange = "host-range";

    /// <summary>No feed has the package, or none in the version that was asked for.</summary>
    public const string PackageNotFound = "package-not-found";

    /// <summary>What the package depends on contradicts itself.</summary>
    public const string DependencyConflict = "dependency-conflict";

    /// <summary>A feed did not answer in time, or answered with an error.</summary>
    public const string FeedFailed = "feed-failed";

    /// <summary>A feed refused the credentials, or got none.</summary>
    public const string FeedDenied = "feed-denied";

    /// <summary>There is no feed to ask, or none that package source mapping allows.</summary>
    public const string NoFeed = "no-feed";

    /// <summary>The feed has the package in this version already.</summary>
    public const string AlreadyThere = "already-there";

    /// <summary>The hash is not on the list of those that are trusted.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>The package has no signature.</summary>
    public const string Unsigned = "unsigned";

    /// <summary>The signature does not fit the content: the package was changed after it was signed.</summary>
    public const string Tampered = "tampered";

    /// <summary>The certificate of the signature has expired, or is not valid yet.</summary>
    public const string Expired = "expired";

    /// <summary>The signature was made with a certificate that is not trusted.</summary>
    public const string Untrusted = "untrusted-signer";

    /// <summary>The version number promises more than the code holds.</summary>
    public const string DishonestVersion = "dishonest-version";
}
