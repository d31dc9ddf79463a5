using HotStart.Fixtures;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Promise 3: a candidate that throws, hangs, is cancelled or does not fit changes nothing.</summary>
public sealed class OldKeepsServing
{
    private const string Life = """
        public sealed class Begin : IPluginLifecycle
        {{
            public {0} ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken) {{ {1} }}
            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
        }}
        """;

    public static TheoryData<string, string, string> Misfits => new()
    {
        { ReasonCodes.InitializerFailed, "static constructor", "public static class Bad { public static int X; static Bad() { throw new InvalidOperationException(\"cctor says no\"); } }" },
        { ReasonCodes.InitializerFailed, "module initializer", "static class Bad { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() => throw new InvalidOperationException(\"module says no\"); }" },
        { ReasonCodes.ConstructorFailed, "constructor of a contract in use", "public sealed class Voice : Plugins.Contracts.IText { public Voice() => throw new InvalidOperationException(\"ctor says no\"); public string Text() => \"\"; }" },
        { ReasonCodes.ConstructorFailed, "constructor of the lifecycle", "public sealed class Begin : HotStart.IPluginLifecycle { public Begin() => throw new InvalidOperationException(\"ctor says no\"); public ValueTask StartAsync(HotStart.PluginContext c, CancellationToken t) => default; public ValueTask StopAsync(CancellationToken t) => default; }" },
        { ReasonCodes.StartFailed, "start", Start("throw new InvalidOperationException(\"start says no\");") },
        { ReasonCodes.StartFailed, "start, later", Start("await Task.Yield(); throw new InvalidOperationException(\"start says no\");", isAsync: true) },
        { ReasonCodes.StartFailed, "start cancels itself", Start("throw new OperationCanceledException(\"start says no\");") },
        { ReasonCodes.StartTimedOut, "start hangs and is deaf", Start("await new TaskCompletionSource().Task;", isAsync: true) },
        { ReasonCodes.StartTimedOut, "start hangs and listens", Start("await Task.Delay(-1, cancellationToken);", isAsync: true) },
        { ReasonCodes.StartTimedOut, "start blocks its thread", Start("System.Threading.Thread.Sleep(-1); return default;") },
        { ReasonCodes.StartTimedOut, "static constructor hangs", "public static class Bad { public static int X; static Bad() { System.Threading.Thread.Sleep(-1); } }" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public async Task Candidate_Misfit_IsRefusedAndTheNextGoodOneIsAccepted(string code, string what, string more)
    {
        await using Ground ground = await Ground.StartAsync(
            o =>
            {
                o.StartLimit = code == ReasonCodes.StartTimedOut ? TimeSpan.FromMilliseconds(400) : TimeSpan.FromSeconds(20);
                o.DrainLimit = TimeSpan.FromMilliseconds(100);
                o.StopLimit = TimeSpan.FromMilliseconds(200);
            },
            Good(1));
        Func<int> answer = ground.Host["good"].Lookup<Func<int>>("Answer");
        Plugins.Contracts.IText voice = ground.Host["good"].Get<Plugins.Contracts.IText>();
        bool replacesVoice = more.Contains("class Voice", StringComparison.Ordinal);

        SwapResult refused = await ground.ApplyAsync(Good(2, more, !replacesVoice));

        Assert.Equal(SwapOutcome.Refused, refused.Outcome);
        Reason reason = Assert.Single(refused.Reasons);
        Assert.True(reason.Code == code, $"{what}: {reason.Code}: {reason.Message}");
        Assert.Contains("good", reason.Message, StringComparison.Ordinal);
        if (more.Contains("says no", StringComparison.Ordinal))
        {
            Assert.Contains("says no", reason.Message, StringComparison.Ordinal);
        }

        PluginEvent told = await ground.EventAsync(PluginEventKind.Refused, "good");
        Assert.Equal([reason], told.Reasons);
        Assert.Equal([reason], ground.Status("good").LastRefusal);
        Assert.Equal((1, "1"), (answer(), voice.Text()));
        Assert.Equal(1, ground.Status("good").ActiveGeneration);

        await ground.SwapAsync(Good(3));
        Assert.Equal((3, "3"), (answer(), voice.Text()));
        Assert.Empty(ground.Status("good").LastRefusal);
        await ground.UnloadedAsync("good", 1);
        if (code != ReasonCodes.StartTimedOut || what.EndsWith("listens", StringComparison.Ordinal))
        {
            await ground.UnloadedAsync("good", 2);
        }
        else
        {
            // It hangs for ever: kept, shown, with who holds it.
            PluginEvent lingering = await ground.EventAsync(PluginEventKind.Lingering, "good", 2);
            Assert.Contains("its own", lingering.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Start_CancelledByTheCaller_ChangesNothing()
    {
        await using Ground ground = await Ground.StartAsync(Good(1));
        using CancellationTokenSource cancel = new();
        string dll = ground.Forge.Build(Good(2, Start(
            "((Plugins.Contracts.IJournal)context.Services.GetService(typeof(Plugins.Contracts.IJournal))!).Write(\"starting\"); await Task.Delay(-1, cancellationToken);", isAsync: true)));

        Task<SwapResult> apply = ground.Host.ApplyAsync([PluginChange.Load(dll)], cancel.Token);
        await ground.Services.Journal.NextAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => apply);
        Assert.Equal(1, ground.Host["good"].Lookup<Func<int>>("Answer")());
        await ground.UnloadedAsync("good", 2);
        await ground.SwapAsync(Good(3));
        Assert.Equal(3, ground.Host["good"].Lookup<Func<int>>("Answer")());
    }

    [Fact]
    public async Task Candidate_LacksWhatLiveHandlesUse_IsRefusedWithEveryNameAtOnce()
    {
        await using Ground ground = await Ground.StartAsync(Two("public static int One() => 1; public static int Two() => 1; public static int Three = 1;"));
        Plugin plugin = ground.Host["two"];
        Func<int> one = plugin.Lookup<Func<int>>("One");
        Func<int> two = plugin.Lookup<Func<int>>("Two");
        Variable<int> three = plugin.Lookup<Variable<int>>("Three");

        SwapResult refused = await ground.ApplyAsync(Two("public static long One() => 2; public static string Three = \"\";"));

        Assert.Equal(
            [(ReasonCodes.SymbolChanged, "One"), (ReasonCodes.SymbolChanged, "Three"), (ReasonCodes.SymbolMissing, "Two")],
            refused.Reasons.Select(r => (r.Code, new[] { "One", "Two", "Three" }.First(n => r.Message.Contains($"{n}'", StringComparison.Ordinal)))).Order());
        Assert.Equal((1, 1, 1), (one(), two(), three.Value));
        await ground.UnloadedAsync("two", 2);

        // A symbol that no live handle uses may go.
        await ground.SwapAsync(Two("public static int One() => 3; public static int Two() => 3; public static int Three = 3; public static int Four() => 3;"));
        Assert.Equal((3, 3, 3), (one(), two(), three.Value));
        await ground.SwapAsync(Two("public static int One() => 4; public static int Two() => 4; public static int Three = 4;"));
        Assert.Equal((4, 4, 4), (one(), two(), three.Value));
    }

    [Fact]
    public async Task Candidate_LacksASymbolAndLossIsAllowed_ThatHandleFailsClearlyAndComesBack()
    {
        await using Ground ground = await Ground.StartAsync(
            o => o.AllowSymbolLoss = true, Two("public static int One() => 1; public static int Two() => 1;"));
        Plugin plugin = ground.Host["two"];
        Func<int> one = plugin.Lookup<Func<int>>("One");
        Func<int> two = plugin.Lookup<Func<int>>("Two");

        await ground.SwapAsync(Two("public static int One() => 2; public static int Tow() => 2;"));

        Assert.Equal(2, one());
        SymbolNotFoundException lost = Assert.Throws<SymbolNotFoundException>(() => two());
        Assert.Contains("Two", lost.Message, StringComparison.Ordinal);
        Assert.Contains("Tow", lost.Message, StringComparison.Ordinal);

        await ground.SwapAsync(Two("public static int One() => 3; public static string Two() => \"\";"));
        Assert.Equal(3, one());
        Assert.Throws<SymbolTypeException>(() => two());

        await ground.SwapAsync(Two("public static int One() => 4; public static int Two() => 4;"));
        Assert.Equal((4, 4), (one(), two()));
        await ground.UnloadedAsync("two", 1, 2, 3);
    }

    [Fact]
    public async Task Artifacts_Unreadable_AreRefusedByNameAndTheNextGoodOneIsAccepted()
    {
        await using Ground ground = await Ground.StartAsync(Good(1));
        string dll = Path.Combine(ground.PluginFolder, "good.dll");
        Func<int> answer = ground.Host["good"].Lookup<Func<int>>("Answer");
        byte[] image = PluginForge.Compile(Good(2));
        byte[][] bad = [[], [1, 2, 3], image[..512], image[..(image.Length / 2)]];
        foreach (byte[] content in bad)
        {
            await File.WriteAllBytesAsync(dll, content);
            SwapResult refused = await ground.Host.ReloadAsync("good");
            Assert.Equal(SwapOutcome.Refused, refused.Outcome);
            Assert.Equal("good", refused.Plugins[0].PluginId);
            Assert.All(refused.Reasons, r => Assert.Contains("good.dll", r.Message + r.File, StringComparison.Ordinal));
            Assert.Equal(1, answer());
        }

        File.Delete(dll);
        Assert.Equal(ReasonCodes.ArtifactNotFound, Assert.Single((await ground.Host.ReloadAsync("good")).Reasons).Code);
        Assert.Equal(1, answer());

        await ground.SwapAsync(Good(2));
        Assert.Equal(2, answer());
        await ground.UnloadedAsync("good", 1);

        // Nothing of what was refused stays behind: only what is active and what can be rolled back to.
        Assert.Equal(2, Directory.EnumerateFiles(ground.Staging, "good.dll", SearchOption.AllDirectories).Count());
    }

    private static string Start(string body, bool isAsync = false) =>
        "using HotStart; " + string.Format(System.Globalization.CultureInfo.InvariantCulture, Life, isAsync ? "async" : "", body);

    private static PluginSource Two(string members) => Probes.With("two", 1, $"public static class Two1 {{ {members} }}");

    private static PluginSource Good(int version, string more = "", bool withVoice = true) => new("good",
        more,
        $$"""
        public static class Good { public static int Answer() => {{version}}; }
        """,
        withVoice ? $"public sealed class Voice : Plugins.Contracts.IText {{ public string Text() => \"{version}\"; }}" : "")
    {
        Version = $"{version}.0",
        References = [typeof(Plugins.Contracts.IText).Assembly.Location],
    };
}
