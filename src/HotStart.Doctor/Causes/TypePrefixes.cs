namespace HotStart.Doctor.Causes;

/// <summary>Types of frameworks that tell the cause by being in the chain.</summary>
internal static class TypePrefixes
{
    private static readonly (string Prefix, LeakCause Cause, string Words)[] _known =
    [
        ("System.Text.Json.", LeakCauses.JsonCache, "the type cache of JsonSerializer"),
        ("System.ComponentModel.TypeDescriptor", LeakCauses.TypeDescriptorCache, "the tables of TypeDescriptor"),
        ("System.ComponentModel.ReflectTypeDescriptionProvider", LeakCauses.TypeDescriptorCache, "the tables of TypeDescriptor"),
        ("System.ComponentModel.ReflectedTypeData", LeakCauses.TypeDescriptorCache, "the tables of TypeDescriptor"),
        ("Microsoft.CSharp.RuntimeBinder.", LeakCauses.DynamicBinder, "the tables of the C# runtime binder ('dynamic')"),
        ("System.Runtime.CompilerServices.CallSite", LeakCauses.DynamicBinder, "a call site of 'dynamic'"),
        ("System.Dynamic.", LeakCauses.DynamicBinder, "the tables of 'dynamic'"),
        ("System.Reflection.DispatchProxy", LeakCauses.DispatchProxy, "the proxy types of DispatchProxy"),
        ("System.Xml.Serialization.", LeakCauses.XmlSerializerCache, "the type cache of XmlSerializer"),
        ("Microsoft.AspNetCore.Mvc.", LeakCauses.MvcCache, "the caches of MVC"),
        ("Microsoft.AspNetCore.Http.ParameterBindingMethodCache", LeakCauses.RequestDelegateCache, "the cache of RequestDelegateFactory"),
        ("Microsoft.AspNetCore.Http.RequestDelegateFactory", LeakCauses.RequestDelegateCache, "the cache of RequestDelegateFactory"),
        ("Microsoft.Extensions.Http.", LeakCauses.HttpClientFactory, "IHttpClientFactory"),
        ("Microsoft.Extensions.DependencyInjection.", LeakCauses.ServiceContainer, "a service container"),
        ("System.Diagnostics.Metrics.MeterListener", LeakCauses.MeterListener, "a MeterListener"),
        ("System.Diagnostics.Metrics.ListenerSubscription", LeakCauses.MeterListener, "a MeterListener"),
        ("System.Diagnostics.Metrics.", LeakCauses.Meter, "a Meter"),
        ("System.Diagnostics.ActivityListener", LeakCauses.ActivityListener, "an ActivityListener"),
        ("System.Threading.AsyncLocalValueMap", LeakCauses.AsyncLocal, "an AsyncLocal value"),
        ("System.Threading.ExecutionContext", LeakCauses.AsyncLocal, "an AsyncLocal value"),
        ("System.Threading.CancellationTokenSource+CallbackNode", LeakCauses.TokenRegistration, "a registration on a cancellation token"),
        ("System.Threading.Tasks.ContinueWithTaskContinuation", LeakCauses.TaskContinuation, "a continuation (ContinueWith) that waits for a task"),
        ("System.Threading.TimerQueueTimer", LeakCauses.Timer, "a System.Threading.Timer"),
        ("System.Threading.Timer", LeakCauses.Timer, "a System.Threading.Timer"),
        ("System.Timers.Timer", LeakCauses.Timer, "a System.Timers.Timer"),
        ("System.Threading.Thread+StartHelper", LeakCauses.Thread, "a thread"),
    ];

    public static (LeakCause Cause, string Words)? Of(string typeName)
    {
        foreach ((string prefix, LeakCause cause, string words) in _known)
        {
            if (typeName.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (cause, words);
            }
        }

        return null;
    }
}
