namespace HotStart.Flow.Leases;

/// <summary>Which thread first called from the page of stack that a line belongs to.</summary>
internal sealed class LineClaim(nint line, Thread thread)
{
    private readonly ThreadName _thread = new(thread);

    public nint Line => line;

    /// <summary>
    /// Who calls from there: that thread while it lives, for a page has one owner; after its end the page may be any
    /// other thread's.
    /// </summary>
    public string Holder => _thread.IsAlive ? _thread.Text : $"a thread on the stack of {_thread.Text}, which has ended";
}
