using System.ComponentModel;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>
/// Subscriptions of the generation to events of the framework that live as long as the process: they would keep it,
/// and call it after its end. Taken off through the events' own doors, which are safe against others at work.
/// </summary>
internal sealed class FrameworkEvents : SweepRule
{
    private const string CoreLib = "System.Private.CoreLib";
    private const string LoadContext = "System.Runtime.Loader.AssemblyLoadContext";

    private static readonly Event[] _events =
    [
        new(new(CoreLib, "System.AppDomain", "ProcessExit"), AppDomain.CurrentDomain, d => AppDomain.CurrentDomain.ProcessExit -= (EventHandler)d),
        new(new(CoreLib, "System.AppDomain", "DomainUnload"), AppDomain.CurrentDomain, d => AppDomain.CurrentDomain.DomainUnload -= (EventHandler)d),
        new(new(CoreLib, "System.AppContext", "UnhandledException"), null, d => AppDomain.CurrentDomain.UnhandledException -= (UnhandledExceptionEventHandler)d),
        new(new(CoreLib, "System.AppContext", "FirstChanceException"), null, d => AppDomain.CurrentDomain.FirstChanceException -= (EventHandler<FirstChanceExceptionEventArgs>)d),
        new(new(CoreLib, LoadContext, "AssemblyLoad"), null, d => AppDomain.CurrentDomain.AssemblyLoad -= (AssemblyLoadEventHandler)d),
        new(new(CoreLib, LoadContext, "AssemblyResolve"), null, d => AppDomain.CurrentDomain.AssemblyResolve -= (ResolveEventHandler)d),
        new(new(CoreLib, LoadContext, "TypeResolve"), null, d => AppDomain.CurrentDomain.TypeResolve -= (ResolveEventHandler)d),
        new(new(CoreLib, LoadContext, "ResourceResolve"), null, d => AppDomain.CurrentDomain.ResourceResolve -= (ResolveEventHandler)d),
        new(new(CoreLib, LoadContext, "_resolving"), AssemblyLoadContext.Default, d => AssemblyLoadContext.Default.Resolving -= (Func<AssemblyLoadContext, AssemblyName, Assembly?>)d),
        new(new(CoreLib, LoadContext, "_resolvingUnmanagedDll"), AssemblyLoadContext.Default, d => AssemblyLoadContext.Default.ResolvingUnmanagedDll -= (Func<Assembly, string, nint>)d),
        new(new(CoreLib, LoadContext, "_unloading"), AssemblyLoadContext.Default, d => AssemblyLoadContext.Default.Unloading -= (Action<AssemblyLoadContext>)d),
        new(new(CoreLib, "System.Threading.Tasks.TaskScheduler", "UnobservedTaskException"), null, d => TaskScheduler.UnobservedTaskException -= (EventHandler<UnobservedTaskExceptionEventArgs>)d),
        new(new("System.ComponentModel.TypeConverter", "System.ComponentModel.TypeDescriptor", "Refreshed"), null, d => TypeDescriptor.Refreshed -= (RefreshEventHandler)d),
        new(new("System.Console", "System.Console", "s_cancelCallbacks"), null, d => Console.CancelKeyPress -= (ConsoleCancelEventHandler)d),
    ];

    public FrameworkEvents()
        : base([.. _events.Select(e => e.Field)])
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        int evicted = 0;
        foreach (Event one in _events)
        {
            if (one.Field.TryGet(one.Owner, out Delegate? all) && gone.Owns(all))
            {
                foreach (Delegate own in Array.FindAll(all.GetInvocationList(), gone.Owns))
                {
                    one.Remove(own);
                    evicted++;
                }
            }
        }

        return evicted;
    }

    /// <summary>An event: where its subscribers are, and how to take one off.</summary>
    private sealed record Event(FrameworkField Field, object? Owner, Action<Delegate> Remove);
}
