using System.Reflection;

namespace HotStart.Packages.Tests;

/// <summary>
/// A feed of real packages: HotStart.Abstractions as it was built with the tests, and by dotnet pack in this run the plugin Shop 1.0.0,
/// 1.1.0 (one function more) and 1.2.0 (which lies: one function less), each with the library Money that it depends on.
/// </summary>
public sealed class PackedPlugins : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public string Feed => _folder["feed"];

    public string Shop => _folder["shop/Shop.csproj"];

    public string Package(string version) => Path.Combine(Feed, $"Contoso.Shop.{version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        string configuration = typeof(PackedPlugins).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PluginsConfiguration").Value!;
        Write();
        await DotnetProcess.RunAsync(
            Repository.Folder, "pack", Path.Combine("src", "HotStart.Abstractions"), "--no-build", "-c", configuration, "-o", Feed, "-v", "q");
        await DotnetProcess.RunAsync(_folder.Path, "pack", "shop.slnx", "-o", Feed, "-v", "q");
        foreach (string version in (string[])["1.1.0", "1.2.0"])
        {
            await DotnetProcess.RunAsync(_folder.Path, "pack", Shop, "--no-restore", $"-p:ShopVersion={version}", "-o", Feed, "-v", "q");
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Write()
    {
        _folder.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder["packages"]}" /></config>
              <packageSources><clear /><add key="local" value="{_folder["feed"]}" /></packageSources>
            </configuration>
            """);
        _folder.Write("shop.slnx", """<Solution><Project Path="money/Money.csproj" /><Project Path="shop/Shop.csproj" /></Solution>""");
        _folder.Write("money/Money.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Version>3.1.0</Version><PackageId>Contoso.Money</PackageId><AssemblyName>Contoso.Money</AssemblyName></PropertyGroup>
            </Project>
            """);
        _folder.Write("money/Euro.cs", """namespace Money; public static class Euro { public static string Of(int cents) => $"{cents / 100}.{cents % 100:00} EUR"; }""");
        _folder.Write("shop/Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <EnableDynamicLoading>true</EnableDynamicLoading>
                <ShopVersion Condition="'$(ShopVersion)' == ''">1.0.0</ShopVersion>
                <Version>$(ShopVersion)</Version>
                <PackageId>Contoso.Shop</PackageId>
                <DefineConstants Condition="'$(ShopVersion)' == '1.1.0'">$(DefineConstants);MORE</DefineConstants>
                <DefineConstants Condition="'$(ShopVersion)' == '1.2.0'">$(DefineConstants);LESS</DefineConstants>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="HotStart.Abstractions" Version="{typeof(PluginAttribute).Assembly.GetName().Version!.ToString(3)}" />
                <ProjectReference Include="../money/Money.csproj" />
                <None Include="libtill.so" Pack="true" PackagePath="runtimes/linux-x64/native/" />
                <None Include="till.dll" Pack="true" PackagePath="runtimes/win-x64/native/" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("shop/libtill.so", "no real library");
        _folder.Write("shop/till.dll", "neither");
        _folder.Write("shop/Till.cs", """
            using HotStart;
            [assembly: Plugin("shop")]
            public static class Till
            {
                public static string Price(int cents) => Money.Euro.Of(cents);
            #if !LESS
                public static int Open() => 1;
            #endif
            #if MORE
                public static int Close() => 0;
            #endif
            }
            public sealed class Clerk : IPluginLifecycle
            {
                public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken) => default;
                public ValueTask StopAsync(CancellationToken cancellationToken) => default;
            }
            """);
    }
}
