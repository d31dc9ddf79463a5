using System.Collections;
using System.Diagnostics.Metrics;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>
/// Meters whose observable instruments all call back into the generation, and listeners of it. Only disposing them
/// takes them out of the framework's lists.
/// </summary>
internal sealed class Meters : SweepRule
{
    private const string Assembly = "System.Diagnostics.DiagnosticSource";
    private const string Namespace = "System.Diagnostics.Metrics.";

    private static readonly FrameworkField _meters = new(Assembly, Namespace + "Meter", "s_allMeters");
    private static readonly FrameworkField _instruments = new(Assembly, Namespace + "Meter", "_instruments");
    private static readonly FrameworkField _listeners = new(Assembly, Namespace + "MeterListener", "s_allStartedListeners");

    public Meters()
        : base(_meters, _instruments, _listeners)
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        int evicted = 0;
        foreach (Meter meter in Snapshot<Meter>(_meters).Where(m => IsOwn(m, gone)))
        {
            meter.Dispose();
            evicted++;
        }

        foreach (MeterListener listener in Snapshot<MeterListener>(_listeners).Where(l => Callbacks.AreOwned(l, gone)))
        {
            listener.Dispose();
            evicted++;
        }

        return evicted;
    }

    private static bool IsOwn(Meter meter, SweptGeneration gone)
    {
        if (gone.Owns(meter.GetType()))
        {
            return true;
        }

        object[] observed = _instruments.TryGet(meter, out IList? instruments) ? [.. Copy<Instrument>(instruments).Where(i => i.IsObservable)] : [];
        return observed.Length > 0 && Array.TrueForAll(observed, i => Callbacks.AreOwned(i, gone));
    }

    private static IEnumerable<T> Snapshot<T>(FrameworkField field) =>
        field.TryGet(null, out IList? list) ? Copy<T>(list) : [];

    // The framework changes its lists under a lock of its own (Instrument.SyncObject): a copy that met a change fails
    // this rule for this once, and is told.
    private static T[] Copy<T>(IList list)
    {
        T[] copy = new T[list.Count];
        list.CopyTo(copy, 0);
        return copy;
    }
}
