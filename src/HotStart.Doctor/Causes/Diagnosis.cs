using System.Collections.Immutable;
using HotStart.Doctor.Chains;
using HotStart.Doctor.Heap;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Causes;

/// <summary>
/// Tells the cause of a chain: looks from the plugin's end to the root for the first link that says something. What
/// is nearest to the plugin is what its author, or the host's, can change.
/// </summary>
internal sealed class Diagnosis(DiagnosisContext context)
{
    public LeakChain Of(Chain chain)
    {
        (LeakCause cause, string holder) = Cause(chain);
        ImmutableArray<string> lines = ChainLines.Of(chain, context);
        return new LeakChain { Cause = cause, Summary = $"{holder} ← {Held(chain)}", Links = lines };
    }

    private (LeakCause Cause, string Words) Cause(Chain chain)
    {
        if (chain.Root.Kind == RootKind.Frame)
        {
            if (chain.Root.Thread?.IsFinalizer == true)
            {
                return (LeakCauses.FinalizerQueue, $"the finalizer thread runs {Words.Method(chain.Root.Frame)}, which does not return");
            }

            return (LeakCauses.Thread, $"{context.Thread(chain.Root.Thread)} runs {Words.Method(chain.Root.Frame)}");
        }

        for (int i = chain.Links.Length - 1; i >= 0; i--)
        {
            if (AtLink(chain, i) is { } found)
            {
                return found;
            }
        }

        return AtRoot(chain);
    }

    private (LeakCause Cause, string Words)? AtLink(Chain chain, int i)
    {
        ChainLink link = chain.Links[i];
        if (Words.AsyncMethod(link.TypeName) is { } method)
        {
            string who = method.StartsWith("a lambda ", StringComparison.Ordinal) ? $"an async{method[1..]}" : $"async method {Words.Type(method)}";
            return (LeakCauses.AsyncMethod, $"{who} waits{WaitsFor(chain, i)}");
        }

        if (link.Edge == EdgeKind.WeakTable && i > 0)
        {
            ClrObject key = chain.Links[i - 1].Object;
            ChainLink? field = context.WeakTable(key, link.Object);
            string table = field is null ? "a ConditionalWeakTable" : $"the ConditionalWeakTable in static field {Words.Field(field)}";
            LeakCause cause = TypePrefixes.Of(field?.Owner?.Name ?? "")?.Cause ?? LeakCauses.WeakTable;
            return (cause, $"{table} with the key {Words.Type(key.Type?.Name ?? "?")}");
        }

        if (link.IsDelegate && link.Edge == EdgeKind.Field && link.Owner is { } owner && !chain.Links[i - 1].IsDelegate && link.Owner.IsCollectible == false)
        {
            if (owner.Name == "System.Timers.Timer")
            {
                return (LeakCauses.Timer, $"a System.Timers.Timer (event Elapsed){HeldBy(chain, i - 1)}");
            }

            if (owner.Name == "System.AppDomain" && context.Events.Of(owner, link.Field!) is { } ofDomain)
            {
                return (LeakCauses.StaticEvent, $"static event System.AppDomain.{ofDomain}");
            }

            if (TypePrefixes.Of(owner.Name ?? "") is null && context.Events.Of(owner, link.Field!) is { } name)
            {
                return (LeakCauses.InstanceEvent, $"event {Words.Type(owner.Name ?? "?")}.{name} of an object{HeldBy(chain, i - 1)}");
            }
        }

        if (TypePrefixes.Of(link.TypeName) is { } known)
        {
            return (known.Cause, known.Words + HeldBy(chain, i));
        }

        if (link.Edge == EdgeKind.StaticField && context.ContextOf(link.Owner!) is { } other)
        {
            return (LeakCauses.OtherGeneration, $"static field {Words.Field(link)} of {other}");
        }

        if (link.Edge == EdgeKind.StaticField && link.Owner is { } declares)
        {
            return AtStaticField(link, declares);
        }

        return i > 0 && chain.Links[i - 1].Edge == EdgeKind.Root && link.Edge == EdgeKind.Field && IsLoadContext(link.Owner)
            ? (LeakCauses.LoadContextField, $"field {Words.Field(link)} of its own load context")
            : null;
    }

    private (LeakCause Cause, string Words) AtStaticField(ChainLink link, ClrType owner)
    {
        if (TypePrefixes.Of(owner.Name ?? "") is { } known)
        {
            return (known.Cause, $"{known.Words}, static field {Words.Field(link)}");
        }

        if (link.IsDelegate && context.Events.Of(owner, link.Field!) is { } name)
        {
            // AppContext keeps them for AppDomain, where people know them.
            string type = owner.Name == "System.AppContext" ? "System.AppDomain" : Words.Type(owner.Name ?? "?");
            return (LeakCauses.StaticEvent, $"static event {type}.{name}");
        }

        return (LeakCauses.StaticField, $"static field {Words.Field(link)}");
    }

    private (LeakCause Cause, string Words) AtRoot(Chain chain)
    {
        HeapRoot root = chain.Root;
        ChainLink first = chain.Links[0];
        return root.Kind switch
        {
            RootKind.ThreadStatic => (LeakCauses.ThreadStatic, $"thread-static field {Words.Type(root.Name!)} of {context.Thread(root.Thread)}"),
            RootKind.Stack => (LeakCauses.StackVariable, $"a variable of {Words.Method(root.Frame)} on {context.Thread(root.Thread)}"),
            RootKind.FinalizerQueue => (LeakCauses.FinalizerQueue, $"the queue of objects that wait for their finalizer ({Words.Type(first.TypeName)})"),
            RootKind.PinnedHandle => (LeakCauses.PinnedHandle, $"a pinned GCHandle{OfHost(chain)}"),
            _ when first.TypeName == Sights.Thread => (LeakCauses.Thread, $"the object of thread '{first.Object.ReadStringField("_name", 200) ?? "(no name)"}'"),
            _ when first.TypeName == "System.Object[]" && chain.Links.Length > 1 =>
                (LeakCauses.StaticField, "a static field (of a generic type whose name could not be read)"),
            _ => (LeakCauses.GcHandle, $"a GCHandle{OfHost(chain)}"),
        };
    }

    private static string OfHost(Chain chain) =>
        chain.Links.Length > 1 ? $" on {Words.Type(chain.Links[0].TypeName)}" : "";

    private static bool IsLoadContext(ClrType? type)
    {
        for (ClrType? t = type; t is not null; t = t.BaseType)
        {
            if (t.Name == "System.Runtime.Loader.AssemblyLoadContext")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Who holds a link, told by the nearest static field, or by the root.</summary>
    private string HeldBy(Chain chain, int i)
    {
        for (int j = i; j >= 0; j--)
        {
            ChainLink link = chain.Links[j];
            if (link.Edge == EdgeKind.StaticField)
            {
                string name = Words.Field(link);
                return name == "System.Threading.TimerQueue.Instances" ? "" : $", held by static field {name}";
            }
        }

        return chain.Root.Kind switch
        {
            RootKind.Stack => $", held by a variable of {Words.Method(chain.Root.Frame)} on {context.Thread(chain.Root.Thread)}",
            RootKind.ThreadStatic => $", held by thread-static field {Words.Type(chain.Root.Name!)} of {context.Thread(chain.Root.Thread)}",
            RootKind.FinalizerQueue => ", waiting for its finalizer",
            _ when chain.Links[0].TypeName == Sights.Thread => $", of thread '{chain.Links[0].Object.ReadStringField("_name", 200) ?? "(no name)"}'",
            _ => "",
        };
    }

    private static string WaitsFor(Chain chain, int i)
    {
        for (int j = i - 1; j >= 0; j--)
        {
            string type = chain.Links[j].TypeName;
            if (type.StartsWith("System.Threading.Tasks.Task+DelayPromise", StringComparison.Ordinal))
            {
                return " for Task.Delay";
            }

            if (type.StartsWith("System.Threading.PeriodicTimer", StringComparison.Ordinal))
            {
                return " for a PeriodicTimer";
            }

            if (type.Contains("Channel<", StringComparison.Ordinal))
            {
                return $" for {Words.Type(type)}";
            }

            if (type.Contains("AsyncStateMachineBox<", StringComparison.Ordinal) || type.StartsWith("System.Threading.SemaphoreSlim", StringComparison.Ordinal))
            {
                return $" for {Words.Type(Words.AsyncMethod(type) ?? type)}";
            }
        }

        return chain.Links.Take(i).LastOrDefault(l => l.Is("System.Threading.Tasks.Task")) is null ? "" : " for a task that does not end";
    }

    /// <summary>What of the plugin is held.</summary>
    private static string Held(Chain chain)
    {
        ChainLink? source = chain.Links.LastOrDefault(l => l.IsDelegate);
        if (source is not null && chain.Links.IndexOf(source) >= chain.Links.Length - 3 && DelegateTargets.MethodOf(source.Object) is { } method)
        {
            return Words.Method(method);
        }

        ChainLink last = chain.Last;
        ChainLink? before = chain.Links.Length > 1 ? chain.Links[^2] : null;
        if (last.TypeName == "System.Reflection.LoaderAllocator")
        {
            return before switch
            {
                null when chain.Root.Frame is { } frame => Words.Method(frame),
                { Object.IsRuntimeType: true } => $"the type {before.Object.AsRuntimeType()?.Name ?? "?"}",
                null => "its code",
                _ => Words.Type(before.TypeName),
            };
        }

        return last.Object.Type is not null && last.Object.TryReadObjectField("m_action", out ClrObject action) && DelegateTargets.MethodOf(action) is { } work
            ? Words.Method(work)
            : Words.AsyncMethod(last.TypeName) ?? last.TypeName;
    }
}
