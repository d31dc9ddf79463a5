namespace HotStart.Packages.Store;

/// <summary>Where tests let a process die, or let a disk fail, between two steps. Nothing happens there otherwise.</summary>
internal static class FaultPoints
{
    /// <summary>What a test does at a point. Set before the store is opened.</summary>
    public static Action<FaultPoint>? Reached { get; set; }

    public static void Reach(FaultPoint point) => Reached?.Invoke(point);
}
