namespace HotStart.Doctor.Causes;

/// <summary>All causes. Each has a section of the same name in docs/when-it-will-not-unload.md.</summary>
internal static class LeakCauses
{
    public static readonly LeakCause StaticEvent = new("static-event", "Unsubscribe in IPluginLifecycle.StopAsync, or in a callback of PluginContext.Retired.");
    public static readonly LeakCause InstanceEvent = new("instance-event", "Unsubscribe in IPluginLifecycle.StopAsync, or in a callback of PluginContext.Retired.");
    public static readonly LeakCause StaticField = new("static-field", "Remove the plugin's object there when the plugin stops, or keep a copy of plain data instead.");
    public static readonly LeakCause ThreadStatic = new("thread-static", "Clear the field at the end of the call that set it: each thread has its own.");
    public static readonly LeakCause Timer = new("timer", "Dispose the timer in IPluginLifecycle.StopAsync.");
    public static readonly LeakCause Thread = new("thread", "End the thread when PluginContext.Retired is cancelled, and wait for it in StopAsync.");
    public static readonly LeakCause AsyncMethod = new("async-method", "Pass PluginContext.Retired to what the method awaits, and let it end.");
    public static readonly LeakCause TaskContinuation = new("task-continuation", "Pass PluginContext.Retired to ContinueWith, or complete the task when the plugin stops.");
    public static readonly LeakCause TokenRegistration = new("token-registration", "Dispose the registration when the plugin stops, or register with PluginContext.Retired.");
    public static readonly LeakCause GcHandle = new("gc-handle", "Free the GCHandle when the plugin stops.");
    public static readonly LeakCause PinnedHandle = new("pinned-handle", "Free the pinned GCHandle (or end the overlapped operation) when the plugin stops.");
    public static readonly LeakCause AsyncLocal = new("async-local", "Set the AsyncLocal back to null before the call returns; start long work of the host under ExecutionContext.SuppressFlow.");
    public static readonly LeakCause WeakTable = new("weak-table", "The key lives longer than the plugin: remove the entry when the plugin stops.");
    public static readonly LeakCause ServiceContainer = new("service-container", "Give each generation a container of its own and dispose it; do not ask the host's container for types of the plugin.");
    public static readonly LeakCause JsonCache = new("json-cache", "Use a source-generated JsonSerializerContext, or options of the plugin's own that no other options equal.");
    public static readonly LeakCause TypeDescriptorCache = new("type-descriptor", "Avoid TypeDescriptor for types of the plugin, or remove their provider when it stops.");
    public static readonly LeakCause DynamicBinder = new("dynamic-binder", "Avoid 'dynamic' on types of the plugin, or ship Microsoft.CSharp with it.");
    public static readonly LeakCause DispatchProxy = new("dispatch-proxy", "DispatchProxy never lets go of an interface: write the proxy, or generate it.");
    public static readonly LeakCause XmlSerializerCache = new("xml-serializer", "Use XmlReader and XmlWriter, or a DataContractSerializer.");
    public static readonly LeakCause MvcCache = new("mvc-cache", "Give each generation its own MVC services.");
    public static readonly LeakCause RequestDelegateCache = new("request-delegate", "Map a plain RequestDelegate, or use the compile-time request delegate generator.");
    public static readonly LeakCause Meter = new("meter", "Dispose the Meter when the plugin stops.");
    public static readonly LeakCause MeterListener = new("meter-listener", "Dispose the MeterListener when the plugin stops.");
    public static readonly LeakCause ActivityListener = new("activity-listener", "Dispose the ActivityListener when the plugin stops.");
    public static readonly LeakCause HttpClientFactory = new("http-client-factory", "Take HTTP clients from the host, or own a SocketsHttpHandler and dispose it.");
    public static readonly LeakCause LoadContextField = new("load-context", "The load context is kept until its code is gone: it must not hold any of it.");
    public static readonly LeakCause StackVariable = new("local-variable", "A method of the host that still runs holds it: let it end, or take the object out of its variable.");
    public static readonly LeakCause FinalizerQueue = new("finalizer", "A finalizer must not wait for anything: let it return. What only waits in the queue goes when that one is done.");
    public static readonly LeakCause OtherGeneration = new("other-plugin", "Another plugin's code holds it: that one must let go when this one stops.");
    public static readonly LeakCause NotUnloaded = new("not-unloaded", "AssemblyLoadContext.Unload was not called.");
    public static readonly LeakCause UnknownRoot = new("unknown", "The chain says what is known.");

    public static readonly LeakCause[] All =
    [
        StaticEvent, InstanceEvent, StaticField, ThreadStatic, Timer, Thread, AsyncMethod, TaskContinuation, TokenRegistration, GcHandle, PinnedHandle,
        AsyncLocal, WeakTable, ServiceContainer, JsonCache, TypeDescriptorCache, DynamicBinder, DispatchProxy, XmlSerializerCache,
        MvcCache, RequestDelegateCache, Meter, MeterListener, ActivityListener, HttpClientFactory, LoadContextField, StackVariable,
        FinalizerQueue, OtherGeneration, NotUnloaded, UnknownRoot,
    ];
}
