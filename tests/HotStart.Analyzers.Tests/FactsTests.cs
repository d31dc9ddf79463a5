namespace HotStart.Analyzers.Tests;

/// <summary>What the pages claim: the code that a rule reports keeps its load context, the better code does not.</summary>
public sealed class FactsTests
{
    [Theory]
    [InlineData("HOT001", "AppDomain.CurrentDomain.ProcessExit += (_, _) => { };")]
    [InlineData("HOT003", "_kept = new Timer(_ => { }, null, 3600_000, 3600_000);")]
    [InlineData("HOT005", "System.Reflection.DispatchProxy.Create<IThing, Proxy>().Do();")]
    [InlineData("HOT006", "dynamic d = new Thing(); d.Do();")]
    [InlineData("HOT007", "System.Text.Json.JsonSerializer.Serialize(new Thing());")]
    [InlineData("HOT008", "System.Runtime.InteropServices.GCHandle.Alloc(new Thing());")]
    [InlineData("HOT010", "new System.Diagnostics.Metrics.Meter(\"facts\").CreateObservableGauge(\"g\", () => 1);")]
    [InlineData("HOT013", "new System.Xml.Serialization.XmlSerializer(typeof(Cart)).Serialize(TextWriter.Null, new Cart());")]
    [InlineData("HOT013", "new System.Runtime.Serialization.DataContractSerializer(typeof(Cart)).WriteObject(Stream.Null, new Cart());")]
    [InlineData("HOT014", "System.ComponentModel.TypeDescriptor.GetProperties(new Thing());")]
    public async Task Hazard_ContextUnloaded_StaysInMemory(string rule, string code)
    {
        using TempFolder folder = new();
        UnloadAssertionException stays = await Assert.ThrowsAsync<UnloadAssertionException>(() => UnloadAsync(folder, rule, code));
        Assert.NotEmpty(stays.Message);
    }

    [Theory]
    [InlineData("HOT001", "EventHandler on = (_, _) => { }; AppDomain.CurrentDomain.ProcessExit += on; AppDomain.CurrentDomain.ProcessExit -= on;")]
    [InlineData("HOT003", "Timer timer = new(_ => { }, null, 3600_000, 3600_000); _kept = timer; timer.Dispose();")]
    [InlineData("HOT008", "var handle = System.Runtime.InteropServices.GCHandle.Alloc(new Thing()); handle.Free();")]
    [InlineData("HOT008", "_kept = System.Runtime.InteropServices.GCHandle.Alloc(new Thing(), System.Runtime.InteropServices.GCHandleType.Weak);")]
    [InlineData("HOT010", "var meter = new System.Diagnostics.Metrics.Meter(\"facts\"); meter.CreateObservableGauge(\"g\", () => 1); meter.Dispose();")]
    [InlineData("HOT013", "new System.Xml.Serialization.XmlSerializer(typeof(Thing)).Serialize(TextWriter.Null, new Thing());")]
    [InlineData("HOT013", "new System.Runtime.Serialization.DataContractSerializer(typeof(Thing)).WriteObject(Stream.Null, new Thing());")]
    [InlineData("HOT014", "typeof(Thing).GetProperties();")]
    public async Task BetterCode_ContextUnloaded_IsGone(string rule, string code)
    {
        using TempFolder folder = new();
        await UnloadAsync(folder, rule, code);
    }

    private static Task UnloadAsync(TempFolder folder, string rule, string code)
    {
        string dll = new PluginForge(folder.Path).Build(
            $"{rule}{Guid.NewGuid():N}",
            $$"""
            public interface IThing { void Do(); }
            public class Thing : IThing { public int Id { get; set; } public void Do() { } }
            public class Cart { public List<Thing> Things { get; set; } = [new()]; }
            public class Proxy : System.Reflection.DispatchProxy { protected override object? Invoke(System.Reflection.MethodInfo? m, object?[]? a) => null; }
            public static class Run { static object? _kept; public static void It() { {{code}} } }
            """);
        return UnloadAssert.UnloadsAsync(dll, assembly => assembly.GetType("Run")!.GetMethod("It")!.Invoke(null, null));
    }
}
