using System.Reflection;
using System.Runtime.Loader;
using HotStart.Fixtures;
using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Tests.Testing;

/// <summary>The fixtures are what they claim to be, before tests rest on them.</summary>
public sealed class RealPluginTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Pricing_EachVersion_AnswersWithItsCode(int version)
    {
        using TempFolder folder = new();
        string dll = (version == 1 ? RealPlugin.PricingV1 : RealPlugin.PricingV2).CopyTo(folder.Path);
        using LoadedPlugin loaded = new(dll);

        IPricing pricing = loaded.Create<IPricing>();

        Assert.Equal(version, pricing.CodeVersion);
        Assert.Equal($"pricing: tea costs {30 * version}", pricing.Describe("tea"));
        Assert.False(File.Exists(folder["Plugins.Contracts.dll"]));
    }

    [Fact]
    public void WithLibrary_BothAtOnce_RunOnTheirOwnVersions()
    {
        using LoadedPlugin current = new(RealPlugin.WithLibrary.Path);
        using LoadedPlugin old = new(RealPlugin.WithLibraryOld.Path);

        Assert.StartsWith("13.", current.Create<IText>().Text(), StringComparison.Ordinal);
        Assert.StartsWith("12.", old.Create<IText>().Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithSqlite_BothAtOnce_RunOnDifferentNativeVersions()
    {
        using LoadedPlugin current = new(RealPlugin.WithSqlite.Path);
        using LoadedPlugin old = new(RealPlugin.WithSqliteOld.Path);

        Assert.StartsWith("3.53.", current.Create<IText>().Text(), StringComparison.Ordinal);
        Assert.StartsWith("3.50.", old.Create<IText>().Text(), StringComparison.Ordinal);
    }

    private sealed class LoadedPlugin(string dll) : AssemblyLoadContext(isCollectible: true), IDisposable
    {
        private readonly AssemblyDependencyResolver _resolver = new(dll);

        public T Create<T>() => (T)Activator.CreateInstance(
            LoadFromAssemblyPath(dll).GetExportedTypes().Single(t => t.IsAssignableTo(typeof(T))))!;

        public void Dispose() => Unload();

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}
