using HotStart.Fixtures;
using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>Artifacts of several files go live whole: never a new main DLL with an old part, or the other way round.</summary>
public sealed class NeverTornPairScenarios
{
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public async Task Pair_ReplacedFileByFile_SwapsOnceAndMatches(bool inFolder, bool mainFirst, bool renamed)
    {
        await using WatchingRig rig = new();
        string folder = inFolder ? rig.In("hello") : rig.Plugins;
        MatchingPair.Make(1).WriteTo(folder);
        await rig.StartAsync();
        Assert.Equal("v1 with part 1", rig.Answer());
        for (int version = 2; version <= 4; version++)
        {
            MatchingPair pair = MatchingPair.Make(version);
            foreach ((string name, byte[] content) in mainFirst ? pair.Files : pair.Files.Reverse())
            {
                string target = Path.Join(folder, name);
                string draft = renamed ? rig.Out("elsewhere", name) : target;
                await File.WriteAllBytesAsync(draft, content);
                File.Move(draft, target, overwrite: true);
                await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System);
            }

            await rig.ExpectSwapAsync($"v{version}");
            Assert.Equal($"v{version} with part {version}", rig.Answer());
        }

        await rig.ExpectNothingMoreAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenedPair_ReplacedFileByFile_SwapsOnceAndMatches(bool mainFirst)
    {
        await using WatchingRig rig = new();
        MatchingPair.Make(1).WriteTo(rig.Plugins);
        await rig.OpenAsync(rig.In("hello.dll"));
        for (int version = 2; version <= 3; version++)
        {
            MatchingPair pair = MatchingPair.Make(version);
            foreach ((string name, byte[] content) in mainFirst ? pair.Files : pair.Files.Reverse())
            {
                await File.WriteAllBytesAsync(rig.In(name), content);
                await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System);
            }

            await rig.ExpectSwapAsync($"v{version}");
            Assert.Equal($"v{version} with part {version}", rig.Answer());
        }

        rig.ExpectNothingUnexpected();
    }

    /// <summary>The part of two plugins lies flat beside them: both change with it, by one write.</summary>
    [Fact]
    public async Task SharedPart_Changed_SwapsAllThatNeedItTogether()
    {
        await using WatchingRig rig = new();
        byte[] part = Part(1);
        await File.WriteAllBytesAsync(rig.In("part.dll"), part);
        foreach (string name in new[] { "one", "two" })
        {
            rig.Forge.Build(new PluginSource(name, $"public static class Greeter {{ public static string Hello() => \"{name} \" + Part.Version(); }}") { ReferenceImages = [part] });
        }

        rig.Forge.Hello("v1");
        await rig.StartAsync();
        Assert.DoesNotContain(rig.Host.Status.Plugins, p => p.Id == "part");
        for (int version = 2; version <= 3; version++)
        {
            long before = rig.Host.Status.LiveSet;
            await File.WriteAllBytesAsync(rig.In("part.dll"), Part(version));
            await rig.ExpectAsync(PluginEventKind.Swapped, "one");
            await rig.ExpectAsync(PluginEventKind.Swapped, "two");
            Assert.Equal(before + 1, rig.Host.Status.LiveSet);
            Assert.Equal($"one {version}", rig.Answer("one"));
            Assert.Equal($"two {version}", rig.Answer("two"));
            await rig.ExpectNothingMoreAsync();
        }

        static byte[] Part(int version) =>
            PluginForge.Compile(new PluginSource("part", $"public static class Part {{ public static int Version() => {version}; }}"));
    }

    /// <summary>Whole trees with a deps.json and native libraries, whose files come in any order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RealPlugin_FilesCopiedInRandomOrder_SwapsOnceAndMatches(int seed)
    {
        Random random = new(seed);
        await using WatchingRig rig = new();
        rig.Forge.Hello("v1");
        await rig.StartAsync();
        string folder = rig.In("with-sqlite");
        foreach ((RealPlugin plugin, string version) in new[]
            { (RealPlugin.WithSqlite, "3.53."), (RealPlugin.WithSqliteOld, "3.50."), (RealPlugin.WithSqlite, "3.53.") })
        {
            string[] files = Directory.GetFiles(plugin.Folder, "*", SearchOption.AllDirectories);
            random.Shuffle(files);
            foreach (string file in files)
            {
                string target = Path.Join(folder, Path.GetRelativePath(plugin.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }

            // What the other build left behind is not this one's.
            foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                if (!File.Exists(Path.Join(plugin.Folder, Path.GetRelativePath(folder, file))))
                {
                    File.Delete(file);
                }
            }

            await rig.ExpectAsync(PluginEventKind.Swapped, "with-sqlite");
            Assert.StartsWith(version, rig.Host["with-sqlite"].Get<IText>().Text(), StringComparison.Ordinal);
        }

        await rig.ExpectNothingMoreAsync();
    }

    /// <summary>The part comes long after its plugin was refused for want of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Part_ComesLate_RefusedFirstThenTaken(bool inFolder)
    {
        await using WatchingRig rig = new();
        await rig.StartAsync();
        string folder = inFolder ? rig.In("hello") : rig.Plugins;
        MatchingPair pair = MatchingPair.Make(1);
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Join(folder, "hello.dll"), pair.Main);
        PluginEvent refused = await rig.ExpectAsync(PluginEventKind.Refused);
        Assert.Contains(refused.Reasons, r => r.Code == ReasonCodes.MissingDependency && r.Message.Contains("part", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(Path.Join(folder, "part.dll"), pair.Part);
        await rig.ExpectSwapAsync("v1");
        Assert.Equal("v1 with part 1", rig.Answer());
        await rig.ExpectNothingMoreAsync();
    }

    /// <summary>A folder that for a while holds nothing but the dependency is not that dependency's for ever.</summary>
    [Fact]
    public async Task Main_ComesLongAfterItsPart_IsThePluginThen()
    {
        await using WatchingRig rig = new();
        await rig.StartAsync();
        MatchingPair pair = MatchingPair.Make(1);
        Directory.CreateDirectory(rig.In("hello"));
        await File.WriteAllBytesAsync(rig.In("hello", "part.dll"), pair.Part);
        await rig.ExpectAsync(PluginEventKind.Swapped, "part");
        await File.WriteAllBytesAsync(rig.In("hello", "hello.dll"), pair.Main);
        await rig.ExpectSwapAsync("v1");
        PluginEvent gone = await rig.ExpectAsync(PluginEventKind.ArtifactDeleted, "part");
        Assert.Contains("holds hello now", gone.Message, StringComparison.Ordinal);
        MatchingPair.Make(2).WriteTo(rig.In("hello"));
        await rig.ExpectSwapAsync("v2");
        await rig.ExpectNothingMoreAsync();
    }
}
