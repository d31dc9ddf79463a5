namespace HotStart.AspNetCore.Tests;

/// <summary>Where a plugin's handler waits for its test. One test at a time.</summary>
public static class Gate
{
    private static TaskCompletionSource _reached = New();
    private static TaskCompletionSource _opened = New();

    public static Task WhenReached => _reached.Task;

    public static Task Opened => _opened.Task;

    public static void Reset() => (_reached, _opened) = (New(), New());

    public static void Reached() => _reached.TrySetResult();

    public static void Open() => _opened.TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
