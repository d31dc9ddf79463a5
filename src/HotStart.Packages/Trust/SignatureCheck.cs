using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
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
    private readonly SignedPackageVerifierSettings _withTimestamp;
    private readonly TimeProvider _time;

    /// <param name="certificates">SHA-256 fingerprints whose owners may sign; null where only the content is checked against a signature that is there.</param>
    /// <param name="time">The clock by which certificates expire.</param>
    public SignatureCheck(IEnumerable<string>? certificates, TimeProvider time)
    {
        _time = time;
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
        _settings = Settings(allowUnsigned: !byWhom, needsTimestamp: false);
        _withTimestamp = Settings(allowUnsigned: false, needsTimestamp: true);
    }

    public async Task<IReadOnlyList<Reason>> RunAsync(PluginPackage package, CancellationToken cancellationToken)
    {
        try
        {
            using PackageArchiveReader reader = new(package.Contents.Stream, leaveStreamOpen: true);
            VerifySignaturesResult result = await _verifier.VerifySignaturesAsync(reader, _settings, cancellationToken, Guid.Empty).ConfigureAwait(false);
            return !result.IsValid ? Reasons(package, result)
                : _certificates.Length > 0 ? await ExpiredAsync(package, reader, cancellationToken).ConfigureAwait(false)
                : [];
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // The bytes of a signature may be anything, and cryptography answers broken ones with many types of exception.
            return [Make(package, PackageReasonCodes.Tampered, $"has a signature that cannot be read: {e.Message.TrimEnd('.')}. Fetch it again, from its author.")];
        }
    }

    private static SignedPackageVerifierSettings Settings(bool allowUnsigned, bool needsTimestamp) => new(
        allowUnsigned,
        allowIllegal: false,
        allowUntrusted: false,
        allowIgnoreTimestamp: !needsTimestamp,
        allowMultipleTimestamps: true,
        allowNoTimestamp: !needsTimestamp,
        allowUnknownRevocation: true,
        reportUnknownRevocation: false,
        VerificationTarget.All,
        SignaturePlacement.Any,
        SignatureVerificationBehavior.IfExistsAndIsNecessary,
        SettingsUtility.GetRevocationMode());

    // NuGet lets a signature without a timestamp pass when its certificate has expired; whoever finds an old key could sign for ever.
    private async Task<IReadOnlyList<Reason>> ExpiredAsync(PluginPackage package, PackageArchiveReader reader, CancellationToken cancellationToken)
    {
        if (await reader.GetPrimarySignatureAsync(cancellationToken).ConfigureAwait(false) is not { } signature)
        {
            return [Make(package, PackageReasonCodes.Unsigned, "has no signature, and only signed packages are taken here.")];
        }

        X509Certificate2[] listed =
        [
            .. signature.SignerInfo.CounterSignerInfos.Cast<SignerInfo>().Prepend(signature.SignerInfo)
                .Select(s => s.Certificate).OfType<X509Certificate2>()
                .Where(c => _certificates.Contains(c.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), StringComparer.OrdinalIgnoreCase)),
        ];
        DateTime now = _time.GetUtcNow().UtcDateTime;
        if (listed.Any(c => c.NotBefore.ToUniversalTime() <= now && now <= c.NotAfter.ToUniversalTime()))
        {
            return [];
        }

        VerifySignaturesResult timed = await _verifier.VerifySignaturesAsync(reader, _withTimestamp, cancellationToken, Guid.Empty).ConfigureAwait(false);
        return timed.IsValid ? [] : [Make(
            package,
            PackageReasonCodes.Expired,
            $"was signed with a certificate that is valid from {listed[0].NotBefore.ToUniversalTime():u} to {listed[0].NotAfter.ToUniversalTime():u}, and no trusted timestamp says that it was signed in that time. Ask its author for one that is signed with a valid certificate, and with a timestamp.")];
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
