namespace HotStart.Tests.Leases.Model;

/// <summary>Where each number of a <see cref="GateState"/> lies. Generations count from 1; 0 stands for none.</summary>
internal static class GateLayout
{
    public const int Generations = 4;
    public const int Callers = 2;

    /// <summary>How deep calls nest.</summary>
    public const int Depth = 2;

    /// <summary>How many stores a thread may have under way; one more waits until the oldest is in memory.</summary>
    public const int BufferLength = 4;

    public const int LiveCell = 0;
    public const int PinnedCell = 1;
    public const int Frames = 2;
    public const int FrameCount = Callers * Depth;
    public const int UnloadedBits = Frames + FrameCount;

    public const int PublisherSwap = UnloadedBits + 1;
    public const int PublisherStep = PublisherSwap + 1;

    /// <summary>The live set whose store the publisher has under way.</summary>
    public const int PublisherStore = PublisherStep + 1;

    private const int LeaseWords = PublisherStore + 1;
    private const int PinWords = LeaseWords + Generations;
    private const int DrainSteps = PinWords + Generations;
    private const int DrainFrames = DrainSteps + Generations - 1;
    private const int FirstCaller = DrainFrames + Generations - 1;
    private const int CallerSize = 7 + Depth + (2 * BufferLength);

    public static int LeaseWord(int generation) => LeaseWords + generation - 1;

    public static int PinWord(int generation) => PinWords + generation - 1;

    /// <summary>How far the drain of a generation is; 0 before it was retired.</summary>
    public static int DrainStep(int generation) => DrainSteps + generation - 1;

    /// <summary>Which frame the drain of a generation looks at next.</summary>
    public static int DrainFrame(int generation) => DrainFrames + generation - 1;

    public static int Frame(int caller, int depth) => Frames + (caller * Depth) + depth;

    public static int Op(int caller) => Base(caller);

    public static int OpStep(int caller) => Base(caller) + 1;

    /// <summary>The live set that the caller read first.</summary>
    public static int Seen(int caller) => Base(caller) + 2;

    /// <summary>How many calls the caller is in.</summary>
    public static int Top(int caller) => Base(caller) + 3;

    public static int Leased(int caller) => Base(caller) + 4;

    public static int Pinned(int caller) => Base(caller) + 5;

    public static int Buffered(int caller) => Base(caller) + 6;

    /// <summary>The generation that the caller runs at this depth.</summary>
    public static int Runs(int caller, int depth) => Base(caller) + 7 + depth;

    public static int BufferAddress(int caller, int entry) => Base(caller) + 7 + Depth + (2 * entry);

    public static int BufferValue(int caller, int entry) => BufferAddress(caller, entry) + 1;

    private static int Base(int caller) => FirstCaller + (caller * CallerSize);
}
