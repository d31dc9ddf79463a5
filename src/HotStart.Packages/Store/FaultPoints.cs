namespace HotStart.Packages.Store;

/// <summary>Where tests let a process die, or let a disk fail, between two steps. Nothing happens there otherwise.</summary>
internal static class FaultPoints
{
    private static readonly AsyncLocal<Action<FaultPoint>?> _reached = new();

    /// <summary>What a test does at a point. Holds for what is begun after it was set, and for nothing that runs beside.</summary>
    public static Action<FaultPoint>? Reached
    {
        get => _reached.Value;
        set => _reached.Value = value;
    }

    public static void Reach(FaultPoint point) => _reached.Value?.Invoke(point);
}
