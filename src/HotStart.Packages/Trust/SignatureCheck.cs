using HotStart.Packages.Packing;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Packaging.Signing;

namespace HotStart.Packages.Trust;

/// <summary>Asks NuGet's own verification about the signature of a package, and puts its answer into words.</summary>
internal sealed class SignatureCheck
{
    private readonly string[] _certificates;
    private readonly PackageSignatureVerifier _verifier;
    private readonly SignedPackageVerifierSettings _settings;

    /// <param name="certificates">SHA-256 fingerprints whose owners may sign; null where only the content is checked against a signature that is there.</param>
    public SignatureCheck(IEnumerable<string>? certificates)
    {
        _certificates = [.. (certificates ?? []).Select(c => c.ToUpperInvariant())];
        bool byWhom = certificates is not null;
        List<ISignatureVerificationProvider> providers = [new IntegrityVerificationProvider()];
        if (byWhom)
        {
            // A certificate that is named stands for itself: its root need not be known to this machine, all else must hold.
            providers.Add(new SignatureTrustAndValidityVerificationProvider(
                _certificates.Select(c => KeyValuePair.Create(c, HashAlgorithmName.SHA256))));
            providers.Add(new AllowListVerificationProvider([.. _certificates.SelectMany(Entries)], requireNonEmptyAllowList: true));
        }

        _verifier = new PackageSignatureVerifier(providers);
        _settings = new SignedPackageVerifierSettings(
            allowUnsigned: !byWhom,
            allowIllegal: false,
            allowUntrusted: false,
            allowIgnoreTimestamp: true,
            allowMultipleTimestamps: true,
            allowNoTimestamp: true,
            allowUnknownRevocation: true,
            reportUnknownRevocation: false,
            VerificationTarget.All,
            SignaturePlacement.Any,
            SignatureVerificationBehavior.IfExistsAndIsNecessary,
            SettingsUtility.GetRevocationMode());
    }

    public async Task<IReadOnlyList<Reason>> RunAsync(PluginPackage package, CancellationToken cancellationToken)
    {
        try
        {
            using PackageArchiveReader reader = new(package.Contents.Stream, leaveStreamOpen: true);
            VerifySignaturesResult result = await _verifier.VerifySignaturesAsync(reader, _settings, cancellationToken, Guid.Empty).ConfigureAwait(false);
            return result.IsValid ? [] : Reasons(package, result);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // The bytes of a signature may be anything, and cryptography answers broken ones with many types of exception.
            return [Make(package, PackageReasonCodes.Tampered, $"has a signature that cannot be read: {e.Message.TrimEnd('.')}. Fetch it again, from its author.")];
        }
    }

    private static IEnumerable<CertificateHashAllowListEntry> Entries(string certificate) =>
    [
        new(VerificationTarget.Author, SignaturePlacement.PrimarySignature, certificate, HashAlgorithmName.SHA256),
        new(VerificationTarget.Repository, SignaturePlacement.Any, certificate, HashAlgorithmName.SHA256),
    ];

    private List<Reason> Reasons(PluginPackage package, VerifySignaturesResult result)
    {
        if (!result.IsSigned)
        {
            return [Make(package, PackageReasonCodes.Unsigned, "has no signature, and only signed packages are taken here. Sign it (dotnet nuget sign), or change HotStart:Trust.")];
        }

        List<Reason> reasons = [];
        foreach (ILogMessage issue in result.Results.SelectMany(r => r.GetErrorIssues()))
        {
            (string code, string cure) = issue.Code switch
            {
                NuGetLogCode.NU3004 => (PackageReasonCodes.Unsigned, "Sign it, or change HotStart:Trust."),
                NuGetLogCode.NU3037 or NuGetLogCode.NU3036 => (PackageReasonCodes.Expired, "Ask its author for one that is signed with a valid certificate, and with a timestamp."),
                NuGetLogCode.NU3034 or NuGetLogCode.NU3018 or NuGetLogCode.NU3012 => (PackageReasonCodes.Untrusted, $"Trusted are: {string.Join(", ", _certificates.Select(c => c[..16] + "…"))}. Add the fingerprint to HotStart:Trust:Certificates if you trust it."),
                _ => (PackageReasonCodes.Tampered, "It was changed after it was signed: fetch it again, from its author."),
            };
            reasons.Add(Make(package, code, $"has a signature that does not hold: {issue.Message.TrimEnd('.')} ({issue.Code}). {cure}"));
        }

        return reasons.Count > 0
            ? [.. reasons.DistinctBy(r => r.Message)]
            : [Make(package, PackageReasonCodes.Untrusted, "has a signature that is not trusted here. Add its certificate to HotStart:Trust:Certificates if you trust it.")];
    }

    private static Reason Make(PluginPackage package, string code, string what) =>
        new(code, $"{package.Id} {package.Version} {what}", package.Path);
}
