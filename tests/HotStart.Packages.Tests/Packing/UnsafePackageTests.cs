using HotStart.Packages.Packing;

namespace HotStart.Packages.Tests.Packing;

/// <summary>Packages that would do harm where they are unpacked.</summary>
public sealed class UnsafePackageTests
{
    [Theory]
    [InlineData("../evil.dll")]
    [InlineData("lib/net10.0/../../../evil.dll")]
    [InlineData("lib\\..\\..\\evil.dll")]
    [InlineData("lib/%2e%2e/%2e%2e/evil.dll")]
    [InlineData("/etc/evil.dll")]
    [InlineData("C:/evil.dll")]
    [InlineData("lib/net10.0/evil.dll:stream")]
    [InlineData("lib/net10.0/CON")]
    [InlineData("lib/net10.0/com1.dll")]
    [InlineData("lib/nul /evil.dll")]
    [InlineData("lib/net10.0/evil.dll ")]
    [InlineData("lib/net10.0./evil.dll")]
    [InlineData("lib//evil.dll")]
    [InlineData("lib/net10.0/ev\u0007il.dll")]
    [InlineData("lib/net10.0/ev*il.dll")]
    public async Task Open_PathThatDoesHarm_IsRefused(string path)
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Bad", "1.0.0").With(path, "evil").Write(folder.Path);

        Reason reason = await RefusedAsync(file);

        Assert.Equal(PackageReasonCodes.Unsafe, reason.Code);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(0xA000, "is a link")]
    [InlineData(0x6000, "is a device")]
    [InlineData(0x1000, "is a device, pipe")]
    public async Task Open_EntryThatIsNoFile_IsRefused(int kind, string words)
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Bad", "1.0.0").With("lib/net10.0/link.dll", "/etc/passwd"u8.ToArray(), (kind | 0x1FF) << 16).Write(folder.Path);

        Reason reason = await RefusedAsync(file);

        Assert.Equal(PackageReasonCodes.Unsafe, reason.Code);
        Assert.Contains(words, reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lib/net10.0/Bad.DLL")]
    [InlineData("LIB/net10.0/Bad.dll")]
    public async Task Open_NamesThatDifferByCaseAlone_AreRefused(string path)
    {
        using TempFolder folder = new();

        Reason reason = await RefusedAsync(Nupkg.Library("Bad", "1.0.0").With(path, "other").Write(folder.Path));

        Assert.Equal(PackageReasonCodes.Unsafe, reason.Code);
        Assert.Contains("where case does not count", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_SamePathTwice_IsRefused()
    {
        using TempFolder folder = new();

        Assert.Contains("twice", (await RefusedAsync(Nupkg.Library("Bad", "1.0.0").With("lib/net10.0/Bad.dll", "other").Write(folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileThatIsAFolderToo_IsRefused()
    {
        using TempFolder folder = new();

        Assert.Contains("as a folder", (await RefusedAsync(Nupkg.Library("Bad", "1.0.0").With("lib/net10.0", "a file").Write(folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_EntryThatUnpacksToManyTimesItsSize_IsRefused()
    {
        using TempFolder folder = new();

        Reason reason = await RefusedAsync(Nupkg.Library("Bad", "1.0.0").With("lib/net10.0/bomb.bin", new byte[8 << 20]).Write(folder.Path));

        Assert.Equal(PackageReasonCodes.Unsafe, reason.Code);
        Assert.Contains("times its size", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_EntryThatHoldsMoreThanItSays_IsRefused()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Bad", "1.0.0").Write(folder.Path, withManifest: true);
        byte[] bytes = await File.ReadAllBytesAsync(file);
        int central = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        while (!bytes.AsSpan(central + 46).StartsWith("lib/"u8))
        {
            central += 4 + bytes.AsSpan(central + 4).IndexOf("PK\u0001\u0002"u8);
        }

        BitConverter.TryWriteBytes(bytes.AsSpan(central + 24), 100); // the size unpacked
        await File.WriteAllBytesAsync(file, bytes);

        Assert.NotEmpty((await Assert.ThrowsAsync<PackageException>(() => PluginPackage.OpenAsync(file))).Reasons);
    }

    [Fact]
    public async Task Open_SeveralFaults_TellsAllAtOnce()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Bad", "1.0.0").With("../one", "1").With("aux.txt", "2").Write(folder.Path);

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => PluginPackage.OpenAsync(file));

        Assert.Equal(2, e.Reasons.Length);
    }

    [Theory]
    [InlineData("<!DOCTYPE p [<!ENTITY a \"b\">]><package><metadata><id>&a;</id><version>1.0.0</version></metadata></package>")]
    [InlineData("<package><metadata><id>../evil</id><version>1.0.0</version></metadata></package>")]
    [InlineData("<package><metadata><id>Bad</id><version>one</version></metadata></package>")]
    [InlineData("<package><metadata><version>1.0.0</version></metadata></package>")]
    [InlineData("<package><metadata><id>Bad</id></metadata></package>")]
    [InlineData("<package><metadata><id>Bad</id><version></version></metadata></package>")]
    [InlineData("not xml")]
    public async Task Open_NuspecThatIsNone_IsRefused(string nuspec)
    {
        using TempFolder folder = new();

        Assert.Equal(PackageReasonCodes.Damaged, (await RefusedAsync(Nupkg.Library("Bad", "1.0.0").Write(folder.Path, nuspec: nuspec))).Code);
    }

    private static async Task<Reason> RefusedAsync(string file) =>
        (await Assert.ThrowsAsync<PackageException>(() => PluginPackage.OpenAsync(file))).Reasons[0];
}
