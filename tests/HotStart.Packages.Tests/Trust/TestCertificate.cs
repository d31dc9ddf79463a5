using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using NuGet.Common;
using NuGet.Packaging.Signing;
using HashAlgorithmName = System.Security.Cryptography.HashAlgorithmName;

namespace HotStart.Packages.Tests.Trust;

/// <summary>A certificate for signing code, made by the test; no authority knows it.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    /// <param name="from">From when it is valid, in days from now.</param>
    /// <param name="to">Until when.</param>
    public TestCertificate(int from = -1, int to = 30)
    {
        CertificateRequest request = new("CN=Tests of HotStart", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.3")], critical: true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        Certificate = request.CreateSelfSigned(now.AddDays(from), now.AddDays(to));
        Fingerprint = Certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    public X509Certificate2 Certificate { get; }

    public string Fingerprint { get; }

    /// <summary>Signs a package as its author and returns the signed file.</summary>
    public async Task<string> SignAsync(string file, bool asRepository = false)
    {
        string signed = file.Replace(".nupkg", ".signed.nupkg", StringComparison.Ordinal);
        using SignPackageRequest request = asRepository
            ? new RepositorySignPackageRequest(
                X509CertificateLoader.LoadPkcs12(Certificate.Export(X509ContentType.Pkcs12), null), NuGet.Common.HashAlgorithmName.SHA256, NuGet.Common.HashAlgorithmName.SHA256,
                new Uri("https://feed.example/v3/index.json"), [])
            : new AuthorSignPackageRequest(X509CertificateLoader.LoadPkcs12(Certificate.Export(X509ContentType.Pkcs12), null), NuGet.Common.HashAlgorithmName.SHA256);
        using SigningOptions options = SigningOptions.CreateFromFilePaths(file, signed, overwrite: true, new X509SignatureProvider(null), NullLogger.Instance);
        await SigningUtility.SignAsync(options, request, CancellationToken.None);
        return signed;
    }

    /// <summary>Signs though the certificate is not valid now, which NuGet itself refuses to do.</summary>
    public async Task<string> SignAllTheSameAsync(string file)
    {
        string signed = file.Replace(".nupkg", ".signed.nupkg", StringComparison.Ordinal);
        await using FileStream source = new(file, FileMode.Open, FileAccess.Read);
        await using FileStream target = new(signed, FileMode.Create, FileAccess.ReadWrite);
        using SignedPackageArchive archive = new(source, target);
        byte[] hash = await archive.GetArchiveHashAsync(NuGet.Common.HashAlgorithmName.SHA256, CancellationToken.None);
        SignatureContent content = new(SigningSpecifications.V1, NuGet.Common.HashAlgorithmName.SHA256, Convert.ToBase64String(hash));
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(Certificate.Export(X509ContentType.Pkcs12), null);
        using AuthorSignPackageRequest request = new(certificate, NuGet.Common.HashAlgorithmName.SHA256);
        CmsSigner signer = new(SubjectIdentifierType.SubjectKeyIdentifier, certificate) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"), IncludeOption = X509IncludeOption.EndCertOnly };
        foreach (CryptographicAttributeObject attribute in SigningUtility.CreateSignedAttributes(request, [certificate]))
        {
            signer.SignedAttributes.Add(attribute);
        }

        SignedCms cms = new(new ContentInfo(content.GetBytes()));
        cms.ComputeSignature(signer);
        using MemoryStream signature = new(cms.Encode());
        await archive.AddSignatureAsync(signature, CancellationToken.None);
        return signed;
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
