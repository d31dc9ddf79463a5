using System.Collections;
using System.Diagnostics;
using System.Reflection;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>Activity listeners whose callbacks are all the generation's. Only disposing takes them out of every source.</summary>
internal sealed class ActivityListeners : SweepRule
{
    private const string Assembly = "System.Diagnostics.DiagnosticSource";

    private static readonly FrameworkField _listeners = new(Assembly, "System.Diagnostics.ActivitySource", "s_allListeners");
    private FieldInfo? _list;

    public ActivityListeners()
        : base(_listeners)
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        if (!_listeners.TryGet(null, out object? all))
        {
            return 0;
        }

        _list ??= Array.Find(
            all.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public),
            f => typeof(IList).IsAssignableFrom(f.FieldType));
        if (_list?.GetValue(all) is not IList list)
        {
            return 0;
        }

        ActivityListener[] copy = new ActivityListener[list.Count];
        list.CopyTo(copy, 0);
        ActivityListener[] own = Array.FindAll(copy, l => Callbacks.AreOwned(l, gone));
        foreach (ActivityListener listener in own)
        {
            listener.Dispose();
        }

        return own.Length;
    }
}
