using System.Collections.Immutable;
using HotStart.Doctor.Causes;
using HotStart.Doctor.Heap;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Chains;

/// <summary>A chain in lines, from its root to the plugin.</summary>
internal static class ChainLines
{
    private const int MaxFrames = 12;
    private const int MaxLinks = 24;

    public static ImmutableArray<string> Of(Chain chain, DiagnosisContext context)
    {
        List<string> lines = [.. Root(chain, context)];
        List<string> links = [];
        for (int i = chain.Links[0].Edge == EdgeKind.Root && chain.Root.Kind != RootKind.Frame ? 0 : 1; i < chain.Links.Length; i++)
        {
            ChainLink link = chain.Links[i];
            ChainLink? next = i + 1 < chain.Links.Length ? chain.Links[i + 1] : null;

            // The arrays inside lists, dictionaries and delegates say nothing.
            if (link.Object.IsArray && next is not null && i > 0 && link.Edge == EdgeKind.Field)
            {
                continue;
            }

            links.Add(Line(link, context));
        }

        if (links.Count > MaxLinks)
        {
            // A linked list can be thousands long: both ends tell.
            int left = links.Count - MaxLinks;
            links.RemoveRange(MaxLinks / 2, left);
            links.Insert(MaxLinks / 2, $"… {left} more …");
        }

        return [.. lines, .. links];
    }

    private static IEnumerable<string> Root(Chain chain, DiagnosisContext context)
    {
        HeapRoot root = chain.Root;
        ChainLink first = chain.Links[0];
        if (first.Edge == EdgeKind.StaticField)
        {
            yield return $"static field {Words.Field(first)}: {Words.Type(first.TypeName)}";
            yield break;
        }

        yield return root.Kind switch
        {
            RootKind.ThreadStatic => $"thread-static field {Words.Type(root.Name!)} of {context.Thread(root.Thread)}",
            RootKind.Frame => $"{context.Thread(root.Thread)} runs {Words.Method(root.Frame)}",
            RootKind.Stack => $"a variable of {Words.Method(root.Frame)} on {context.Thread(root.Thread)}",
            RootKind.FinalizerQueue => "the finalizer's queue",
            RootKind.PinnedHandle => "a pinned handle",
            _ => "a handle",
        };
        if (root.Kind is RootKind.Frame or RootKind.Stack && root.Thread is { } thread)
        {
            foreach (ClrStackFrame frame in thread.EnumerateStackTrace().Where(f => f.Method is not null).Take(MaxFrames))
            {
                yield return $"  at {Words.Method(frame.Method)}";
            }
        }
    }

    private static string Line(ChainLink link, DiagnosisContext context)
    {
        string what = link.Object.IsRuntimeType ? $"the type object of {Words.Type(link.Object.AsRuntimeType()?.Name ?? "?")}"
            : link.TypeName == "System.Reflection.LoaderAllocator" ? "the plugin's code"
            : Words.Type(link.TypeName);
        if (DelegateTargets.MethodOf(link.Object) is { } method)
        {
            what += $" to {Words.Method(method)}";
        }

        if (link.Object.Type is { IsCollectible: true } type && context.ContextOf(type) is { } owner)
        {
            what += $" [{owner}]";
        }

        string how = link.Edge switch
        {
            EdgeKind.Field => $".{Words.Property(link.Field!)}",
            EdgeKind.Element => link.Field ?? "[…]",
            EdgeKind.WeakTable => "(weak table)",
            EdgeKind.StaticField => "static field " + link.Field,
            _ => "",
        };
        return how.Length == 0 ? $"→ {what}" : $"→ {how}: {what}";
    }
}
