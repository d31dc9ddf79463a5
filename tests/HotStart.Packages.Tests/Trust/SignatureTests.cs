using System.Collections.Immutable;
using HotStart.Packages.Packing;
using HotStart.Packages.Trust;

namespace HotStart.Packages.Tests.Trust;

/// <summary>HotStart:Trust = signed by: real signatures, with certificates made in the test.</summary>
public sealed class SignatureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_SignedWithAListedCertificate_IsTrusted(bool asRepository)
    {
        using TempFolder folder = new();
        using TestCertificate certificate = new();
        string file = await certificate.SignAsync(Nupkg.Library("Shop", "1.0.0").Write(folder.Path, withManifest: true), asRepository);

        Assert.Empty(await CheckAsync(file, certificate.Fingerprint));
    }

    [Fact]
    public async Task Check_SignedPackage_StillLaysOut()
    {
        using TempFolder folder = new();
        using TestCertificate certificate = new();
        string file = await certificate.SignAsync(Nupkg.Library("Shop", "1.0.0").Write(folder.Path, withManifest: true));
        using PluginPackage package = await PluginPackage.OpenAsync(file);

        ImmutableArray<Reason> reasons = await Signed(certificate.Fingerprint).CheckAsync(package);
        await package.ExtractAsync(folder["out"], []);

        Assert.Empty(reasons);
        Assert.Equal([folder["out/Shop.dll"]], Directory.EnumerateFileSystemEntries(folder["out"]));
    }

    [Fact]
    public async Task Check_UnsignedPackage_IsRefused()
    {
        using TempFolder folder = new();
        using TestCertificate certificate = new();

        Reason reason = Assert.Single(await CheckAsync(Nupkg.Library("Shop", "1.0.0").Write(folder.Path), certificate.Fingerprint));

        Assert.Equal(PackageReasonCodes.Unsigned, reason.Code);
        Assert.Contains("Shop 1.0.0", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SignedWithAnotherCertificate_IsRefused()
    {
        using TempFolder folder = new();
        using TestCertificate ours = new();
        using TestCertificate other = new();
        string file = await other.SignAsync(Nupkg.Library("Shop", "1.0.0").Write(folder.Path));

        ImmutableArray<Reason> reasons = await CheckAsync(file, ours.Fingerprint);

        Assert.NotEmpty(reasons);
        Assert.All(reasons, r => Assert.Equal(PackageReasonCodes.Untrusted, r.Code));
    }

    [Theory]
    [InlineData(TrustMode.Any)]
    [InlineData(TrustMode.Signed)]
    public async Task Check_ChangedAfterItWasSigned_IsRefused(TrustMode mode)
    {
        using TempFolder folder = new();
        using TestCertificate certificate = new();
        string file = await certificate.SignAsync(Nupkg.Library("Shop", "1.0.0").With("lib/net10.0/prices.txt", "PRICE 1").Write(folder.Path));
        byte[] bytes = await File.ReadAllBytesAsync(file);
        int at = bytes.AsSpan().IndexOf("lib/net10.0/prices.txt"u8);
        bytes[at - 20] ^= 1; // the checksum in its header: the signature covers that too
        await File.WriteAllBytesAsync(file, bytes);

        ImmutableArray<Reason> reasons = await CheckAsync(file, certificate.Fingerprint, mode);

        Assert.Contains(reasons, r => r.Code == PackageReasonCodes.Tampered);
    }

    [Fact]
    public async Task Check_CertificateThatHasExpired_IsRefused()
    {
        using TempFolder folder = new();
        using TestCertificate certificate = new(from: -30, to: -1);
        string file = await certificate.SignAllTheSameAsync(Nupkg.Library("Shop", "1.0.0").Write(folder.Path));

        ImmutableArray<Reason> reasons = await CheckAsync(file, certificate.Fingerprint);

        Assert.Contains(reasons, r => r.Code == PackageReasonCodes.Expired);
    }

    [Fact]
    public async Task Check_SignedByHandWithAValidCertificate_IsTrusted()
    {
        using TempFolder folder = new();
        using TestCertificate certificate = new();

        // What the test of the expired one rests on: nothing else is wrong with such a signature.
        Assert.Empty(await CheckAsync(await certificate.SignAllTheSameAsync(Nupkg.Library("Shop", "1.0.0").Write(folder.Path)), certificate.Fingerprint));
    }

    [Fact]
    public async Task Check_SignatureThatIsNone_IsRefused()
    {
        using TempFolder folder = new();
        using TestCertificate certificate = new();
        string file = Nupkg.Library("Shop", "1.0.0").With(".signature.p7s", "no signature").Write(folder.Path);

        ImmutableArray<Reason> reasons = await CheckAsync(file, certificate.Fingerprint);

        Assert.Contains(reasons, r => r.Code == PackageReasonCodes.Tampered);
    }

    private static async Task<ImmutableArray<Reason>> CheckAsync(string file, string fingerprint, TrustMode mode = TrustMode.Signed)
    {
        using PluginPackage package = await PluginPackage.OpenAsync(file);
        return await (mode == TrustMode.Signed ? Signed(fingerprint) : new TrustPolicy(new TrustOptions { Mode = mode })).CheckAsync(package);
    }

    private static TrustPolicy Signed(string fingerprint) => new(new TrustOptions { Mode = TrustMode.Signed, Certificates = [fingerprint] });
}
