namespace HotStart.Flow.Leases;

/// <summary>Which thread was seen on the page of stack that a line belongs to.</summary>
internal sealed class LineClaim(nint line, long page, Thread thread)
{
    private readonly ThreadName _thread = new(thread);

    public nint Line => line;

    public long Page => page;

    /// <summary>Whether that thread lives: then the page is its own, for a page has one owner.</summary>
    public bool IsCurrent => _thread.IsAlive;

    /// <summary>Who calls from there. After the end of the thread that was seen it is one that got its stack.</summary>
    public string Holder =>
        IsCurrent ? _thread.Text
        : OperatingSystem.IsLinux() && LinuxThreads.FindByStack(page * StackLines.PageBytes) is { } found ? found
        : $"a thread that got the stack of {_thread.Text}";
}
