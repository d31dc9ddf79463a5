using HotStart.Packages.Feeds;
using Microsoft.Extensions.Time.Testing;
using NuGet.Versioning;

namespace HotStart.Packages.Tests.Feeds;

/// <summary>What servers do: refuse, fall silent, break off.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task Plan_ServerThatDoesNotAnswer_IsNamedWhenTheLimitIsOver()
    {
        using TempFolder folder = new();
        await using FeedServer server = new() { SilentAt = "index.json" };
        FakeTimeProvider time = new();
        folder.Write("nuget.config", $"""<configuration><packageSources><clear /><add key="our feed" value="{server.Index}" allowInsecureConnections="true" /></packageSources></configuration>""");
        using PackageSources sources = new(new PackageSourcesOptions { ConfigRoot = folder.Path, TimeProvider = time });

        Task<PackagePlan> plan = sources.PlanAsync("Shop");
        while (server.Requests.IsEmpty)
        {
            await Task.Yield();
        }

        Assert.False(plan.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => plan.LimitAsync());
        Assert.Equal(PackageReasonCodes.FeedFailed, e.Reasons[0].Code);
        Assert.Contains($"'our feed' ({server.Index}) did not answer within 10 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_AddressWhereNobodyListens_IsToldByName()
    {
        using TempFolder folder = new();
        FeedServer gone = new();
        await gone.DisposeAsync();
        using PackageSources sources = Sources(folder, gone.Index);

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => sources.PlanAsync("Shop").LimitAsync());

        Assert.Equal(PackageReasonCodes.FeedFailed, e.Reasons[0].Code);
        Assert.Contains(gone.Index, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_AddressThatIsNoFeed_SaysSo()
    {
        using TempFolder folder = new();
        await using FeedServer server = new();
        using PackageSources sources = Sources(folder, server.Address + "nothing/index.json");

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => sources.PlanAsync("Shop").LimitAsync());

        Assert.Equal(PackageReasonCodes.FeedFailed, e.Reasons[0].Code);
        Assert.Contains("404", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_BrokenOffInTheMiddle_IsToldAndStartsClean()
    {
        using TempFolder folder = new();
        await using FeedServer server = new() { BreakAfter = 20_000 };
        server.Add(Nupkg.Library("Shop", "1.0.0").With("lib/net10.0/big.bin", RandomBytes(200_000)).Write(folder["in"]));
        using PackageSources sources = Sources(folder, server.Index);
        PackagePlan plan = await sources.PlanAsync("Shop");

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => sources.FetchAsync(plan, folder["cache"]).LimitAsync());
        string[] left = Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories);
        FetchedPackage fetched = (await sources.FetchAsync(plan, folder["cache"]))[0];

        Assert.Equal(PackageReasonCodes.FeedFailed, e.Reasons[0].Code);
        Assert.Empty(left);
        Assert.Equal(await File.ReadAllBytesAsync(folder["in/Shop.1.0.0.nupkg"]), await File.ReadAllBytesAsync(fetched.Path));
    }

    [Fact]
    public async Task Fetch_Cancelled_LeavesNothingAndStartsClean()
    {
        using TempFolder folder = new();
        await using FeedServer server = new() { SilentAt = ".nupkg" };
        server.Add(Nupkg.Library("Shop", "1.0.0").Write(folder["in"]));
        using PackageSources sources = Sources(folder, server.Index);
        PackagePlan plan = await sources.PlanAsync("Shop");
        using CancellationTokenSource stop = new();

        Task fetch = sources.FetchAsync(plan, folder["cache"], cancellationToken: stop.Token);
        while (!server.Requests.Any(r => r.EndsWith(".nupkg", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.LimitAsync());
        Assert.Empty(Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories));
        server.SilentAt = null;
        Assert.Single(await sources.FetchAsync(plan, folder["cache"]));
    }

    [Fact]
    public async Task Fetch_FromServer_TellsBytesOfHowMany()
    {
        using TempFolder folder = new();
        await using FeedServer server = new();
        string file = Nupkg.Library("Shop", "1.0.0").With("lib/net10.0/big.bin", RandomBytes(300_000)).Write(folder["in"]);
        server.Add(file);
        using PackageSources sources = Sources(folder, server.Index);
        EventLog<TransferProgress> told = new();

        await sources.FetchAsync(await sources.PlanAsync("Shop"), folder["cache"], new ToldProgress(told));

        long length = new FileInfo(file).Length;
        Assert.Equal(new TransferProgress("Shop 1.0.0", 0, length), told.All[0]);
        Assert.Equal(new TransferProgress("Shop 1.0.0", length, length), told.All[^1]);
        Assert.True(told.All.Count > 3);
    }

    [Fact]
    public async Task Push_ToServer_IsThereAndNeverReplaced()
    {
        using TempFolder folder = new();
        await using FeedServer server = new() { ApiKey = "secret" };
        string file = Nupkg.Library("Shop", "1.0.0").With("lib/net10.0/big.bin", RandomBytes(200_000)).Write(folder["in"]);
        using PackageSources sources = Sources(folder, server.Index);
        EventLog<TransferProgress> told = new();

        PackageException denied = await Assert.ThrowsAsync<PackageException>(() => sources.PushAsync(file, server.Index));
        PushedPackage pushed = await sources.PushAsync(file, server.Index, "secret", new ToldProgress(told));
        PackageException there = await Assert.ThrowsAsync<PackageException>(() => sources.PushAsync(file, server.Index, "secret"));

        Assert.Equal(PackageReasonCodes.FeedDenied, denied.Reasons[0].Code);
        Assert.Equal(PackageReasonCodes.AlreadyThere, there.Reasons[0].Code);
        Assert.Equal(new FileInfo(file).Length, told.All[^1].Bytes);
        FetchedPackage fetched = (await sources.FetchAsync(await sources.PlanAsync("Shop"), folder["cache"]))[0];
        Assert.Equal(pushed.Sha256, fetched.Sha256);
    }

    [Fact]
    public async Task Push_ToFolder_IsThereAndNeverReplaced()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Shop", "1.0.0").Write(folder["in"]);
        using PackageSources sources = Sources(folder, folder.MakeFolder("feed"));

        await sources.PushAsync(file, folder["feed"]);
        PackageException there = await Assert.ThrowsAsync<PackageException>(() => sources.PushAsync(file, folder["feed"]));

        Assert.Equal(PackageReasonCodes.AlreadyThere, there.Reasons[0].Code);
        Assert.Equal([folder["feed/Shop.1.0.0.nupkg"]], Directory.EnumerateFileSystemEntries(folder["feed"]));
        Assert.Equal([NuGetVersion.Parse("1.0.0")], await sources.ListVersionsAsync("Shop"));
    }

    [Fact]
    public async Task Push_UnsafePackage_IsRefusedBeforeAnythingIsSent()
    {
        using TempFolder folder = new();
        await using FeedServer server = new();
        string file = Nupkg.Library("Bad", "1.0.0").With("../evil", "x").Write(folder["in"]);
        using PackageSources sources = Sources(folder, server.Index);

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => sources.PushAsync(file, server.Index));

        Assert.Equal(PackageReasonCodes.Unsafe, e.Reasons[0].Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Plan_CredentialsInConfig_AreUsed()
    {
        using TempFolder folder = new();
        await using FeedServer server = new() { Credentials = "tilda:open sesame" };
        server.Add(Nupkg.Library("Shop", "1.0.0").Write(folder["in"]));
        using PackageSources without = Sources(folder, server.Index);
        folder.Write("with/nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="ours" value="{server.Index}" allowInsecureConnections="true" /></packageSources>
              <packageSourceCredentials><ours><add key="Username" value="tilda" /><add key="ClearTextPassword" value="open sesame" /></ours></packageSourceCredentials>
            </configuration>
            """);
        using PackageSources with = new(new PackageSourcesOptions { ConfigRoot = folder["with"] });

        PackageException denied = await Assert.ThrowsAsync<PackageException>(() => without.PlanAsync("Shop").LimitAsync());
        PackagePlan plan = await with.PlanAsync("Shop");

        Assert.Equal(PackageReasonCodes.FeedDenied, denied.Reasons[0].Code);
        Assert.Single(await with.FetchAsync(plan, folder["cache"]));
        Assert.Equal([new Feed("ours", server.Index)], with.Feeds);
    }

    [Fact]
    public async Task Plan_PackageSourceMapping_IsHonoured()
    {
        using TempFolder folder = new();
        Nupkg.Library("Shop", "1.0.0").Needs("Money", "1.0.0").Write(folder["a"]);
        Nupkg.Library("Shop", "9.0.0").Write(folder["b"]);
        Nupkg.Library("Money", "1.0.0").Write(folder["b"]);
        folder.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="a" value="{folder["a"]}" /><add key="b" value="{folder["b"]}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="a"><package pattern="Sh*" /></packageSource>
                <packageSource key="b"><package pattern="Money" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        using PackageSources sources = new(new PackageSourcesOptions { ConfigRoot = folder.Path });

        PackagePlan plan = await sources.PlanAsync("Shop");
        PackageException e = await Assert.ThrowsAsync<PackageException>(() => sources.PlanAsync("Other"));

        Assert.Equal(["Shop 1.0.0 a", "Money 1.0.0 b"], plan.Packages.Select(p => $"{p.Id} {p.Version} {p.Feed.Name}"));
        Assert.Equal(PackageReasonCodes.NoFeed, e.Reasons[0].Code);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("gopher://example/")]
    public void Sources_FeedThatIsNone_IsRefused(string feed)
    {
        using TempFolder folder = new();

        PackageException e = Assert.Throws<PackageException>(() => Sources(folder, feed));

        Assert.Equal(PackageReasonCodes.NoFeed, e.Reasons[0].Code);
        Assert.Contains(feed, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_FolderLaidOutByIdAndVersion_KeepsItsLayout()
    {
        using TempFolder folder = new();
        string money = Nupkg.Library("Money", "1.0.0").Write(folder["in"]);
        string feed = folder["feed"];
        using (System.IO.Compression.ZipArchive zip = await System.IO.Compression.ZipFile.OpenReadAsync(money))
        using (StreamReader nuspec = new(await zip.GetEntry("Money.nuspec")!.OpenAsync()))
        {
            folder.Write("feed/money/1.0.0/money.nuspec", await nuspec.ReadToEndAsync());
        }

        folder.Write("feed/money/1.0.0/money.1.0.0.nupkg.sha512", "");
        File.Copy(money, folder["feed/money/1.0.0/money.1.0.0.nupkg"]);
        string file = Nupkg.Library("Shop", "1.0.0").Needs("Money", "1.0.0").Write(folder["in"]);
        using PackageSources sources = Sources(folder, feed);

        PushedPackage pushed = await sources.PushAsync(file, feed);
        PackageException there = await Assert.ThrowsAsync<PackageException>(() => sources.PushAsync(file, feed));

        Assert.True(File.Exists(folder["feed/shop/1.0.0/shop.1.0.0.nupkg"]));
        Assert.Equal([folder["feed/money"], folder["feed/shop"]], Directory.EnumerateFileSystemEntries(feed).Order(StringComparer.Ordinal));
        Assert.Equal(PackageReasonCodes.AlreadyThere, there.Reasons[0].Code);
        PackagePlan plan = await sources.PlanAsync("shop");
        Assert.Equal(2, plan.Packages.Length);
        Assert.Equal(pushed.Sha256, (await sources.FetchAsync(plan, folder["cache"]))[0].Sha256);
    }

    private static PackageSources Sources(TempFolder folder, params string[] feeds) => new(new PackageSourcesOptions { Feeds = [.. feeds], ConfigRoot = folder.Path });

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
