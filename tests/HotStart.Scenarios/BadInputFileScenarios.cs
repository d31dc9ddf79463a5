using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Files that are no plugin for this host.</summary>
public sealed class BadInputFileScenarios
{
    [Fact]
    public Task Text_Arrives_IsRefused() => BadInput.IsRefusedAsync(
        rig => File.WriteAllTextAsync(rig.In("hello", "hello.dll"), new string('x', 4711)),
        ReasonCodes.NotAPeFile, "not a portable executable", "4711");

    [Fact]
    public Task EmptyFile_Stays_IsSaidToBeUnsettled() => BadInput.IsRefusedAsync(
        rig => File.WriteAllBytesAsync(rig.In("hello", "hello.dll"), []),
        ReasonCodes.NotSettled, "0 bytes");

    [Fact]
    public Task NativeLibrary_Arrives_IsRefused()
    {
        string native = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*System.Native.*").First(f => !f.EndsWith(".dll", StringComparison.Ordinal) || OperatingSystem.IsWindows());
        return BadInput.IsRefusedAsync(
            rig =>
            {
                File.Copy(native, rig.In("hello", "hello.dll"), overwrite: true);
                return Task.CompletedTask;
            },
            ReasonCodes.NotManaged, "native");
    }

    [Fact]
    public Task OtherArchitecture_Arrives_IsRefused()
    {
        byte[] content = WatchingRig.Hello("v2");
        ushort other = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? (ushort)0x8664 : (ushort)0xAA64;
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(BitConverter.ToInt32(content, 0x3c) + 4), other);
        return BadInput.IsRefusedAsync(
            rig => File.WriteAllBytesAsync(rig.In("hello", "hello.dll"), content),
            ReasonCodes.WrongArchitecture, RuntimeInformation.ProcessArchitecture.ToString());
    }

    [Fact]
    public Task NewerFramework_Arrives_IsRefused() => Arrives(
        PluginSource.Hello("v2") with { TargetFramework = ".NETCoreApp,Version=v99.0" },
        ReasonCodes.WrongFramework, ".NET 99.0", ".NET 10.0");

    [Fact]
    public Task MissingDependency_IsNamed() => Arrives(
        new PluginSource("hello", "public static class Greeter { public static string Hello() => Part.Text(); }")
        {
            ReferenceImages = [PluginForge.Compile(new PluginSource("absent", "public static class Part { public static string Text() => \"\"; }"))],
        },
        ReasonCodes.MissingDependency, "absent");

    [Fact]
    public Task StaticConstructor_Throws_IsRefused() => Arrives(
        new PluginSource("hello", "public static class Greeter { static Greeter() => throw new InvalidOperationException(\"no licence\"); public static string Hello() => \"v2\"; }"),
        ReasonCodes.InitializerFailed, "Greeter", "no licence");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_Hangs_IsRefused(bool deaf)
    {
        SlowStart slow = new();
        await using WatchingRig rig = new();
        rig.Options.Services = slow;
        rig.Options.StartLimit = TimeSpan.FromMilliseconds(300);
        await BadInput.IsRefusedAsync(
            rig,
            r =>
            {
                new PluginForge(r.In("hello")).Build(SlowStart.Source("slow", deaf: deaf));
                return Task.CompletedTask;
            },
            ReasonCodes.StartTimedOut, "0.3 s", "StartLimit");
        slow.Gate.TrySetResult();
    }

    [Fact]
    public Task DepsFile_LeadsOutOfTheFolder_IsRefused() => BadInput.IsRefusedAsync(
        async rig =>
        {
            await File.WriteAllTextAsync(
                rig.In("hello", "hello.deps.json"),
                """{ "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" }, "targets": { ".NETCoreApp,Version=v10.0": { "evil/1.0.0": { "runtime": { "../../evil.dll": {} } } } }, "libraries": { "evil/1.0.0": { "type": "package" } } }""");
            new PluginForge(rig.In("hello")).Hello("v1b");
        },
        ReasonCodes.PathOutside, "../../evil.dll");

    [Fact]
    public async Task UnreadableFile_IsRefused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("This process may read everything: see UnreadableFile_HostWithoutTheRightToReadAll_IsRefused.");
            return;
        }

        await BadInput.IsRefusedAsync(
            rig =>
            {
                if (OperatingSystem.IsWindows())
                {
                    return Task.CompletedTask;
                }

                string draft = rig.Out("elsewhere", "hello.dll");
                File.WriteAllBytes(draft, WatchingRig.Hello("v2"));
                Forbid(draft);
                File.Move(draft, rig.In("hello", "hello.dll"), overwrite: true);
                return Task.CompletedTask;
            },
            ReasonCodes.Unreadable);
    }

    [Fact]
    public async Task UnreadableFile_HostWithoutTheRightToReadAll_IsRefused()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Takes the right to read everything from a host, which only root on Linux has: see UnreadableFile_IsRefused.");
            return;
        }

        await using WatchingChild child = await WatchingChild.StartAsync(
            "setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all");
        string draft = child.Draft("v2");
        Forbid(draft);
        File.Move(draft, child.Artifact, overwrite: true);

        await child.LineAsync(l => l.StartsWith("event: Refused hello", StringComparison.Ordinal) && l.Contains($"[{ReasonCodes.Unreadable}]", StringComparison.Ordinal));
        Assert.Equal("answer: v1", await child.CallAsync());
        File.Move(child.Draft("v3"), child.Artifact, overwrite: true);
        await child.LineAsync(l => l.StartsWith("event: Swapped hello", StringComparison.Ordinal));
        Assert.Equal("answer: v3", await child.CallAsync());
    }

    /// <summary>Cut off anywhere, it is either waited for or refused; whole again, it is taken.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LargeDll_CutAtEvery4KiB_IsNeverLoaded(bool inPlace)
    {
        byte[][] good = [BadInput.Large("even"), BadInput.Large("odd ")];
        Assert.True(good[0].Length >= 40 * 1024, $"{good[0].Length}");
        await using WatchingRig rig = new();
        rig.Options.SettleLimit = TimeSpan.FromMilliseconds(250);
        string dll = rig.In("hello.dll");
        await File.WriteAllBytesAsync(dll, good[0]);
        await rig.StartAsync();
        int turn = 0;
        for (int length = 4096; length < good[0].Length; length += 4096)
        {
            byte[] next = good[++turn % 2];
            await WriteAsync(next[..length]);
            PluginEvent e = await rig.ExpectAsync(PluginEventKind.NotSettled);
            Assert.Contains($"{length} bytes", Assert.Single(e.Reasons).Message, StringComparison.Ordinal);
            Assert.Equal(dll, e.Reasons[0].File);
            await WriteAsync(next);
            await rig.ExpectSwapAsync(turn % 2 == 0 ? "even" : "odd ");
        }

        await rig.ExpectNothingMoreAsync();

        async Task WriteAsync(byte[] content)
        {
            string target = inPlace ? dll : rig.Out("elsewhere", "draft");
            await File.WriteAllBytesAsync(target, content);
            File.Move(target, dll, overwrite: true);
        }
    }

    /// <summary>Incomplete files that follow each other are each told of, even where no good one lay between them.</summary>
    [Fact]
    public async Task IncompleteFile_FollowedByAnother_IsSaidAgain()
    {
        await using WatchingRig rig = new();
        rig.Options.SettleLimit = TimeSpan.FromMilliseconds(250);
        string dll = rig.Forge.Hello("v1");
        await rig.StartAsync();
        byte[] next = WatchingRig.Hello("v2");
        foreach (int length in new[] { 1000, 1200, 1100 })
        {
            await File.WriteAllBytesAsync(dll, next[..length]);
            PluginEvent e = await rig.ExpectAsync(PluginEventKind.NotSettled);
            Assert.Contains($"{length} bytes", e.Message, StringComparison.Ordinal);
        }

        await rig.ExpectNothingMoreAsync();
    }

    [UnsupportedOSPlatform("windows")]
    private static void Forbid(string path) => File.SetUnixFileMode(path, UnixFileMode.None);

    private static Task Arrives(PluginSource source, string code, params string[] words) => BadInput.IsRefusedAsync(
        rig =>
        {
            new PluginForge(rig.In("hello")).Build(source);
            return Task.CompletedTask;
        },
        code, words);
}
