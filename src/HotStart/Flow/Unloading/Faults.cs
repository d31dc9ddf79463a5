using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using HotStart.Diagnostics;
using HotStart.Flow.Candidates;
using HotStart.Flow.Generations;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Unloading;

/// <summary>Records what plugin code does wrong outside a call, and, if wanted, keeps the process alive then.</summary>
internal sealed class Faults(PluginFlow flow, ILogger logger)
{
    private static readonly ConditionalWeakTable<AssemblyLoadContext, Owner> _owners = [];
    private static readonly Lock _installLock = new();
    private static bool _installed_NeedsLock;

    /// <summary>Takes the process's one handler of unhandled exceptions. Idempotent.</summary>
    /// <exception cref="HotStartException">Somebody else has taken it.</exception>
    public static void CatchUnhandled()
    {
        lock (_installLock)
        {
            if (_installed_NeedsLock)
            {
                return;
            }

            try
            {
                ExceptionHandling.SetUnhandledExceptionHandler(Handle);
                _installed_NeedsLock = true;
            }
            catch (InvalidOperationException e)
            {
                throw new HotStartException(
                    "PluginHostOptions.CatchUnhandledExceptions is set, but this process has a handler of unhandled exceptions already and can have only one. Unset the option, or let the other one go.",
                    e);
            }
        }
    }

    /// <summary>Lets exceptions from this load context be attributed. Keeps neither alive.</summary>
    public void Track(AssemblyLoadContext context, Generation generation) =>
        _owners.Add(context, new Owner(this, generation.PluginId, generation.Number));

    public void Record(PluginRecord plugin, int generation, string where, Exception exception)
    {
        plugin.Faulted();
        HotStartMetrics.Faulted(plugin.Id);
        flow.Events.Publish(
            PluginEventKind.Faulted, plugin.Id,
            $"Generation {generation} failed in {where}: {exception.GetType().Name}: {exception.Message}",
            e => e with { Generation = generation });
        FlowLog.Faulted(logger, exception, plugin.Id, generation, where);
    }

    private static bool Handle(Exception exception)
    {
        if (OwnerOf(exception) is not { } owner)
        {
            return false;
        }

        if (owner.Faults.Flow.Plugins.Find(owner.PluginId) is { } plugin)
        {
            owner.Faults.Record(plugin, owner.Generation, "a thread, timer or pool work item of its own", exception);
        }

        return true;
    }

    /// <summary>
    /// The outermost frame that is not the framework's tells whose thread it is, and only what ends a plugin's own is
    /// the plugin's fault: a host that does not catch what its call throws must hear of it.
    /// </summary>
    /// <remarks>
    /// A handle outermost is the host's call, too: the host's own frame is missing where the handle itself was made
    /// the thread's start, or where the compiler turned the call of it into a jump.
    /// </remarks>
    private static Owner? OwnerOf(Exception exception)
    {
        foreach (StackFrame frame in new StackTrace(exception).GetFrames().Reverse())
        {
            if (frame.GetMethod()?.Module.Assembly is not { } assembly)
            {
                continue;
            }

            // First: a plugin can bring its own copy of a part of the framework.
            if (AssemblyLoadContext.GetLoadContext(assembly) is { } context && _owners.TryGetValue(context, out Owner? owner))
            {
                return owner;
            }

            if (!HostAssemblies.IsFramework(assembly.GetName().Name ?? ""))
            {
                return null;
            }
        }

        return null;
    }

    private PluginFlow Flow => flow;

    private sealed record Owner(Faults Faults, string PluginId, int Generation);
}
