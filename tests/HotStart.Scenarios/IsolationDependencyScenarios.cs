using HotStart.Fixtures;
using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>Each plugin runs on its own dependencies, from a copy that nobody else touches.</summary>
public sealed class IsolationDependencyScenarios
{
    [Fact]
    public async Task TwoVersionsOfOneLibrary_InOneHost_EachPluginHasItsOwn()
    {
        await using WatchingRig rig = new();
        RealPlugin.WithLibrary.CopyTo(rig.In("with-library"));
        RealPlugin.WithLibraryOld.CopyTo(rig.In("with-library-old"));
        await rig.StartAsync();
        IText current = rig.Host["with-library"].Get<IText>();
        IText old = rig.Host["with-library-old"].Get<IText>();
        for (int i = 0; i < 3; i++)
        {
            Assert.StartsWith("13.", current.Text(), StringComparison.Ordinal);
            Assert.StartsWith("12.", old.Text(), StringComparison.Ordinal);
            await rig.Host.ReloadAsync("with-library");
        }
    }

    [Fact]
    public async Task NativeLibrary_ChangesItsVersionOverASwap()
    {
        await using WatchingRig rig = new();
        RealPlugin.WithSqliteOld.CopyTo(rig.In("with-sqlite"));
        await rig.StartAsync();
        IText sqlite = rig.Host["with-sqlite"].Get<IText>();
        Assert.StartsWith("3.50.", sqlite.Text(), StringComparison.Ordinal);

        RealPlugin.WithSqlite.CopyTo(rig.Out("new", "with-sqlite"));
        Directory.Move(rig.In("with-sqlite"), rig.Out("old"));
        Directory.Move(rig.Out("new", "with-sqlite"), rig.In("with-sqlite"));
        await rig.ExpectAsync(PluginEventKind.Swapped, "with-sqlite");
        Assert.StartsWith("3.53.", sqlite.Text(), StringComparison.Ordinal);

        await rig.Host.RollbackAsync("with-sqlite");
        await rig.ExpectAsync(PluginEventKind.RolledBack, "with-sqlite");
        Assert.StartsWith("3.50.", sqlite.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Plugin_SeesItsStagedCopy_AndTheOriginalMayBeOverwrittenOrDeleted(bool delete)
    {
        await using WatchingRig rig = new();
        string dll = rig.Forge.Build(Located("v1"));
        await rig.StartAsync();
        Func<string> where = rig.Host["hello"].Lookup<Func<string>>("Where");
        string staged = where();
        Assert.NotEqual(dll, staged);
        Assert.Equal(await File.ReadAllBytesAsync(dll), await File.ReadAllBytesAsync(staged));

        // On Linux, writing into a mapped file ends the process that mapped it.
        if (delete)
        {
            File.Delete(dll);
            await rig.ExpectAsync(PluginEventKind.ArtifactDeleted);
        }
        else
        {
            await File.WriteAllBytesAsync(dll, [.. Enumerable.Repeat((byte)0xCC, 100_000)]);
            await rig.ExpectAsync(PluginEventKind.Refused);
        }

        Assert.Equal(staged, where());
        Assert.Equal("late", rig.Host["hello"].Lookup<Func<string>>("NeverCalledBefore")());
        rig.Forge.Build(Located("v2"));
        await rig.ExpectSwapAsync("v2");
        Assert.NotEqual(staged, where());
    }

    [Fact]
    public async Task SatelliteResources_AreFoundInTheStagedCopy()
    {
        await using WatchingRig rig = new();
        Directory.CreateDirectory(rig.In("hello", "de"));
        byte[] satellite = PluginForge.Compile(new PluginSource("hello.resources", "[assembly: System.Reflection.AssemblyCulture(\"de\")]"));
        await File.WriteAllBytesAsync(rig.In("hello", "de", "hello.resources.dll"), satellite);
        new PluginForge(rig.In("hello")).Build(new PluginSource(
            "hello",
            """
            public static class Greeter
            {
                public static string Hello()
                {
                    var own = typeof(Greeter).Assembly;
                    var satellite = own.GetSatelliteAssembly(System.Globalization.CultureInfo.GetCultureInfo("de"));
                    return Path.GetRelativePath(Path.GetDirectoryName(own.Location)!, satellite.Location);
                }
            }
            """));
        await rig.StartAsync();
        Assert.Equal(Path.Join("de", "hello.resources.dll"), rig.Answer());
    }

    [Fact]
    public async Task ManyPlugins_InOneHost_StartAndAnswer()
    {
        int count = Stress.IsOn ? 1000 : 200;
        await using WatchingRig rig = new();
        await Parallel.ForAsync(0, count, (i, _) =>
        {
            rig.Forge.Hello($"v{i}", $"plugin{i}");
            return ValueTask.CompletedTask;
        });
        await rig.StartAsync();
        for (int i = 0; i < count; i++)
        {
            Assert.Equal($"v{i}", rig.Answer($"plugin{i}"));
        }

        rig.Forge.Hello("new", "plugin7");
        await rig.ExpectSwapAsync("new", "plugin7");
        await rig.ExpectNothingMoreAsync();
        Assert.Equal("v8", rig.Answer("plugin8"));
    }

    private static PluginSource Located(string version) => new(
        "hello",
        $$"""
        public static class Greeter
        {
            public static string Where() => typeof(Greeter).Assembly.Location;
            public static string NeverCalledBefore() => string.Concat("la", "te");
            public static string Version() => "{{version}}";
        }
        """) { Version = version };
}
