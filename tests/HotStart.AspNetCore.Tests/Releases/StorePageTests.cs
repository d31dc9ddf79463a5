using System.Net;
using HotStart.AspNetCore.Tests.Admin;
using HotStart.Packages.Releases;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Tests.Releases;

/// <summary>The releases on the page, as a browser without a script has them; and settings that cannot be.</summary>
public sealed class StorePageTests
{
    [Fact]
    public async Task Page_SignedIn_HasTheWayBackAndWithoutDoesNot()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        await app.Store.InstallAsync("shop");
        long first = app.Store.List().Permanent.Id;

        string reading = await app.Admin.PageAsync();
        string signedIn = await app.Admin.PageAsync(await app.Admin.SignInAsync());

        Assert.Contains("<section class=\"card\" id=\"releases\"", reading, StringComparison.Ordinal);
        Assert.Contains("not proven yet, 2 tries left", reading, StringComparison.Ordinal);
        Assert.Contains("2 versions in the store", reading, StringComparison.Ordinal);
        Assert.Contains("somebody else: install shop", reading, StringComparison.Ordinal);
        Assert.DoesNotContain("<button", reading, StringComparison.Ordinal);
        Assert.Contains($"Roll back to release {first}", signedIn, StringComparison.Ordinal);
        Assert.Contains("Install shop 1.0.0", signedIn, StringComparison.Ordinal);
        Assert.DoesNotContain("Reload (shop)", signedIn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_InstallCommitAndRollBack_LeadBackToTheSectionWithWhatBecameOfIt()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        string cookie = await app.Admin.SignInAsync();

        using HttpResponseMessage planned = await app.PressAsync(cookie, "install", null, ("id", "shop"), ("range", ""), ("dryRun", "true"));
        Assert.Equal((HttpStatusCode.SeeOther, "/hotstart#releases"), (planned.StatusCode, planned.Headers.Location?.ToString()));
        Assert.Contains("Would do: shop 1.0.0 → 1.1.0.", await app.Admin.PageAsync(cookie), StringComparison.Ordinal);
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());

        (await app.PressAsync(cookie, "install", null, ("id", "shop"))).Dispose();
        Assert.Equal("\"shop 1.1.0\"", await app.ServedAsync());
        (await app.PressAsync(cookie, "commit")).Dispose();
        Assert.Equal(ReleaseStatus.Permanent, app.Store.List().Active.Status);
        (await app.PressAsync(cookie, "rollback")).Dispose();
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());
        Assert.Contains("is active again", await app.Admin.PageAsync(cookie), StringComparison.Ordinal);
        Assert.Contains(app.Store.History(), r => r.Requester == "admin session 1 from 127.0.0.1" && r.Request == "rollback");

        using HttpResponseMessage wrong = await app.PressAsync(cookie, "install", null, ("id", "shop"), ("range", "newest please"));
        Assert.Equal(HttpStatusCode.SeeOther, wrong.StatusCode);
        Assert.Contains("is no version and no range", await app.Admin.PageAsync(cookie), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SettingsThatCannotBe_AreToldAllAtOnce()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => LiveApp.StartAsync(build: b =>
        {
            b.Configuration["HotStart:ProvingTime"] = "soon";
            b.Configuration["HotStart:Trust:Mode"] = "signd";
            b.AddHotStartStore();
        }));

        Assert.Equal(3, error.Failures.Count());
        Assert.Contains(error.Failures, f => f.StartsWith("HotStart:Store is empty", StringComparison.Ordinal));
        Assert.Contains(error.Failures, f => f.Contains("'soon'", StringComparison.Ordinal));
        Assert.Contains(error.Failures, f => f.Contains("'signd'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_StoreAndTrustFromTheConfiguration_AreUsed()
    {
        using TempFolder folder = new();
        await using LiveApp app = await LiveApp.StartAsync(build: b =>
        {
            b.Configuration["HotStart:Store"] = folder["store"];
            b.Configuration["HotStart:Feeds:0"] = folder["feed"];
            b.Configuration["HotStart:Trust:Mode"] = "listed";
            b.Configuration["HotStart:Trust:Hashes:0"] = new string('a', 64);
            b.AddHotStartStore();
        });
        new Fixtures.PackageForge(folder["feed"]).Shop("shop", "1.0.0");
        StoreHost host = (StoreHost)app.App.Services.GetService(typeof(StoreHost))!;

        HotStart.Packages.Store.ChangeResult result = await host.Store.InstallAsync("shop");

        Assert.Equal("unlisted", Assert.Single(result.Reasons).Code);
        Assert.Equal(folder["store"], host.Store.Folder);
        Assert.Same(host.Plugins, app.Host);
    }
}
