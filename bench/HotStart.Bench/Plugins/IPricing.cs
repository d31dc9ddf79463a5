namespace HotStart.Bench.Plugins;

/// <summary>The contract of the plugins that are measured.</summary>
public interface IPricing
{
    /// <summary>Which version answers.</summary>
    int Version { get; }

    /// <summary>A small realistic body.</summary>
    double Price(double quantity, double unit);

    /// <summary>No body at all: what is left is the call.</summary>
    int Nothing(int x);

    /// <summary>The version twice, from two classes of the plugin: two different halves are a mixed call.</summary>
    long Halves();

    /// <summary>Completes at once.</summary>
    Task<int> CountTask(int x);

    /// <summary>Completes at once.</summary>
    ValueTask<int> CountValueTask(int x);

    /// <summary>As <see cref="Halves"/>, with a wait between the two.</summary>
    Task<long> HalvesLater();
}
