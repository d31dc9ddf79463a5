namespace HotStart.Doctor.Tests;

/// <summary>Every way to leak that the doctor is held to.</summary>
public static class PlantedLeaks
{
    /// <summary>What the sweep of a host ends by itself: planted all the same, and gone before the doctor looks.</summary>
    public static readonly string[] Swept =
        ["ProcessExit", "PlainTimer", "Descriptor", "DynamicCall", "ProxyType", "ObservableMeter", "ListeningMeter", "ListeningActivity"];

    public static readonly PlantedLeak[] All =
    [
        new("StaticEvent", "static-event", "static event Hosts.Leaking.Held.Changed", "StaticEvent.Leak.OnChanged",
            "Held.Changed += OnChanged;", "static void OnChanged(object? s, EventArgs e) { }"),
        new("ProcessExit", "static-event", "static event System.AppDomain.ProcessExit", "ProcessExit.Leak.OnExit",
            "AppDomain.CurrentDomain.ProcessExit += OnExit;", "static void OnExit(object? s, EventArgs e) { }"),
        new("InstanceEvent", "instance-event", "event Hosts.Leaking.Station.Arrived of an object, held by static field Hosts.Leaking.Held.", "InstanceEvent.Listener.OnArrived",
            "Held.Station.Arrived += new Listener().OnArrived; }} public sealed class Listener { public void OnArrived(int n) { } } public static class More { static void X() {"),
        new("WatcherEvent", "instance-event", "event System.IO.FileSystemWatcher.Changed of an object, held by static field Hosts.Leaking.Held.", "WatcherEvent.Leak.OnFile",
            "Held.Files.Changed += OnFile;", "static void OnFile(object s, System.IO.FileSystemEventArgs e) { }"),
        new("StaticList", "static-field", "static field Hosts.Leaking.Held.List", "StaticList.Goods", "Held.List.Add(new Goods());"),
        new("StaticTable", "static-field", "static field Hosts.Leaking.Held.Table", "StaticTable.Goods", "Held.Table[\"a\"] = new Goods();"),
        new("SharedTable", "static-field", "static field Hosts.Leaking.Held.Shared", "SharedTable.Goods", "Held.Shared[\"a\"] = new Goods();"),
        new("TypeInList", "static-field", "static field Hosts.Leaking.Held.Types", "TypeInList.Goods", "Held.Types.Add(typeof(Goods));"),
        new("LazyValue", "static-field", "static field Hosts.Leaking.Held.Later", "LazyValue.Leak", "Held.Later = new Lazy<object>(() => new Goods());"),
        new("Closure", "static-field", "static field Hosts.Leaking.Held.Closure", "Closure.Leak", "Goods g = new(); Held.Closure = () => g;"),
        new("PlainTimer", "timer", "System.Threading.Timer", "PlainTimer.Leak.Tick",
            "_timer = new Timer(Tick, null, 60000, 60000);", "static Timer? _timer; static void Tick(object? s) { }"),
        new("TimersTimer", "timer", "System.Timers.Timer", "TimersTimer.Leak.Tick",
            "_timer = new System.Timers.Timer(60000); _timer.Elapsed += Tick; _timer.Start();",
            "static System.Timers.Timer? _timer; static void Tick(object? s, System.Timers.ElapsedEventArgs e) { }"),
        new("OwnThread", "thread", "thread 'grinder'", "OwnThread.Leak.Grind",
            "new Thread(Grind) { IsBackground = true, Name = \"grinder\" }.Start(); _running.Wait();",
            "static readonly ManualResetEventSlim _running = new(), _never = new(); static void Grind() { _running.Set(); _never.Wait(); }"),
        new("EndlessTask", "async-method", "async method EndlessTask.Leak.LoopAsync waits for Task.Delay", "EndlessTask.Leak.LoopAsync",
            "_ = LoopAsync();", "static async Task LoopAsync() { while (true) await Task.Delay(60000); }"),
        new("EndlessLambda", "async-method", "an async lambda in EndlessLambda.Leak.Plant waits for Task.Delay", "a lambda in EndlessLambda.Leak.Plant",
            "_ = Task.Run(async () => { while (true) await Task.Delay(60000); });"),
        new("EndlessLocal", "async-method", "async method EndlessLocal.Leak.Plant.LoopAsync waits for Task.Delay", "EndlessLocal.Leak.Plant.LoopAsync",
            "_ = LoopAsync(); async Task LoopAsync() { while (true) await Task.Delay(60000); }"),
        new("ChannelReader", "async-method", "async method ChannelReader.Leak.ReadAsync waits for System.Threading.Channels", "ChannelReader.Leak.ReadAsync",
            "_ = ReadAsync();", "static async Task ReadAsync() { await Held.Channel.Reader.ReadAsync(); }"),
        new("TaskSource", "async-method", "async method TaskSource.Leak.AwaitAsync waits", "TaskSource.Leak.AwaitAsync",
            "_ = AwaitAsync();", "static async Task AwaitAsync() { await Held.Never.Task; }"),
        new("Continuation", "task-continuation", "a continuation (ContinueWith) that waits for a task, held by static field Hosts.Leaking.Held.Never", "Continuation.Leak.Plant",
            "_ = Held.Never.Task.ContinueWith(t => new Goods());"),
        new("Registration", "token-registration", "a registration on a cancellation token, held by static field Hosts.Leaking.Held.Ending", "Registration.Leak",
            "Held.Ending.Token.Register(() => new Goods());"),
        new("NormalHandle", "gc-handle", "a GCHandle", "NormalHandle.Goods", "GCHandle.Alloc(new Goods());"),
        new("PinnedHandle", "pinned-handle", "a pinned GCHandle", "PinnedHandle.Spot", "GCHandle.Alloc(new Spot[3], GCHandleType.Pinned);",
            "} public struct Spot { public int X; public static void Y() { }"),
        new("AsyncLocalValue", "async-local", "an AsyncLocal value, held by static field Hosts.Leaking.Held.List", "AsyncLocalValue.Goods",
            "Held.Ambient.Value = new Goods(); Held.List.Add(ExecutionContext.Capture()!);"),
        new("ThreadStaticField", "thread-static", "thread-static field Hosts.Leaking.Held.PerThread of thread 'keeper'", "ThreadStaticField.Goods",
            "Thread t = new(Held.KeepPerThread) { IsBackground = true, Name = \"keeper\" }; t.Start(new Goods()); Held.Kept.Wait();"),
        new("WeakTable", "weak-table", "the ConditionalWeakTable in static field Hosts.Leaking.Held.Weak", "WeakTable.Goods",
            "Held.Weak.Add(Held.WeakKey, new Goods());"),
        new("ContainerSingleton", "service-container", "a service container", "ContainerSingleton.Goods",
            "((Registry)Held.Services.GetService(typeof(Registry))!).Add(new Goods());"),
        new("ContainerLogger", "service-container", "a service container", "ContainerLogger.Goods",
            "_ = Held.Services.GetService(typeof(Microsoft.Extensions.Logging.ILogger<Goods>));"),
        new("JsonCache", "json-cache", "JsonSerializer", "JsonCache.Goods",
            "Held.After.Add(() => System.Text.Json.JsonSerializer.Serialize(new Goods(), Held.Json));"),
        new("Descriptor", "type-descriptor", "TypeDescriptor", "Descriptor.Goods",
            "System.ComponentModel.TypeDescriptor.GetProperties(typeof(Goods)); System.ComponentModel.TypeDescriptor.GetConverter(typeof(Goods));"),
        new("DynamicCall", "dynamic-binder", "", "DynamicCall.", "dynamic g = new Goods(); g.Value = 3; _ = (string)g.ToString();"),
        new("ProxyType", "dispatch-proxy", "DispatchProxy", "the type ProxyType.",
            "System.Reflection.DispatchProxy.Create<IThing, Proxy>();",
            "} public interface IThing { void Do(); } public class Proxy : System.Reflection.DispatchProxy { protected override object? Invoke(System.Reflection.MethodInfo? m, object?[]? a) => null;"),
        new("ObservableMeter", "meter", "a Meter", "ObservableMeter.Leak",
            "_meter = new Meter(\"m\"); _meter.CreateObservableGauge(\"g\", () => 1);", "static Meter? _meter;"),
        new("ListeningMeter", "meter-listener", "a MeterListener", "ListeningMeter.Leak",
            "_listener = new MeterListener { InstrumentPublished = (i, l) => l.EnableMeasurementEvents(i) }; _listener.Start();", "static MeterListener? _listener;"),
        new("ListeningActivity", "activity-listener", "an ActivityListener", "ListeningActivity.Leak",
            "ActivitySource.AddActivityListener(new ActivityListener { ShouldListenTo = s => false });"),
    ];

    /// <summary>What is left for the doctor to name.</summary>
    public static IEnumerable<PlantedLeak> Kept => All.Where(l => !Swept.Contains(l.Id));
}
