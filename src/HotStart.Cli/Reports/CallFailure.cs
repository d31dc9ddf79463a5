namespace HotStart.Cli.Reports;

/// <summary>An exception of plugin code, in words: it keeps no code in memory.</summary>
/// <param name="Type">The full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">The plugin's part of the stack, a frame each; with file and line where the symbols are there.</param>
/// <param name="Inner">What caused it, or null.</param>
internal sealed record CallFailure(string Type, string Message, IReadOnlyList<string> Stack, CallFailure? Inner)
{
    private static readonly string[] _ownFrames =
    [
        "at HotStart.Handles.", "at HotStart.Symbol.", "at HotStart.Cli.Running.", "at InvokeStub_",
        "at System.Reflection.MethodBaseInvoker.", "at System.Reflection.RuntimeMethodInfo.", "at System.Reflection.MethodInvoker",
        "at System.RuntimeMethodHandle.InvokeMethod", "--- End of",
    ];

    public static CallFailure Of(Exception e) => new(
        e.GetType().FullName ?? e.GetType().Name,
        e.Message,
        [.. (e.StackTrace ?? "")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(frame => !Array.Exists(_ownFrames, o => frame.StartsWith(o, StringComparison.Ordinal)))],
        e.InnerException is { } inner ? Of(inner) : null);

    public override string ToString()
    {
        string stack = string.Concat(Stack.Select(frame => $"{Environment.NewLine}   {frame}"));
        return $"{Type}: {Message}{stack}{(Inner is null ? "" : $"{Environment.NewLine} caused by {Inner}")}";
    }
}
