namespace HotStart.Bench.Swaps;

/// <summary>Which version was published when. Versions 1 … n go round; at most one swap is under way at a time.</summary>
internal sealed class VersionClock(int versions)
{
    private int _published;

    /// <summary>The swaps that are known to be done.</summary>
    public int Published => Volatile.Read(ref _published);

    public int VersionOf(int swap) => swap % versions + 1;

    public void Publish(int swap) => Volatile.Write(ref _published, swap);

    /// <summary>
    /// Whether a call that began when <paramref name="before"/> swaps were done, and ended when
    /// <paramref name="after"/> were, may have run this version: nothing older than what was done before it.
    /// </summary>
    public bool MayAnswer(int version, int before, int after)
    {
        for (int swap = before; swap <= after + 1; swap++)
        {
            if (VersionOf(swap) == version)
            {
                return true;
            }
        }

        return false;
    }
}
