namespace HotStart.Handles;

/// <summary>Keeps what plugin code sets in its caller's execution context (<see cref="AsyncLocal{T}"/>) from staying there.</summary>
internal static class ContextGuard
{
    /// <summary>Puts a captured context back if it is another one now.</summary>
    public static void Restore(ExecutionContext? before)
    {
        // Null where the flow is suppressed: then there is nothing that could be put back.
        if (before is not null && ExecutionContext.Capture() is { } now && now != before)
        {
            ExecutionContext.Restore(before);
        }
    }
}
