using System.Runtime.ExceptionServices;

namespace HotStart.Handles;

/// <summary>What a call on a handle says when there is nothing to run, and what it throws when all else is done.</summary>
internal static class HandleErrors
{
    public static Exception PinDisposed(Handle handle) => new ObjectDisposedException(
        nameof(PinnedSet),
        $"'{Describe(handle)}' came from a pinned set that was disposed. Pin again, or take the handle from the host: that one never goes stale.");

    public static Exception NotActive(Handle handle) => new PluginNotFoundException(
        handle.PluginId,
        $"'{Describe(handle)}' has nothing to run: plugin '{handle.PluginId}' has no active generation (it was removed or its host stopped). The handle works again when the plugin is back.");

    /// <summary>Throws what a plugin's accessors threw: one as it came, several in one. Returns where there are none.</summary>
    public static void ThrowAll(List<Exception> errors)
    {
        if (errors.Count == 1)
        {
            ExceptionDispatchInfo.Throw(errors[0]);
        }

        if (errors.Count > 1)
        {
            throw new AggregateException(errors).Flatten();
        }
    }

    private static string Describe(Handle handle) =>
        handle.Key.Name.Length == 0 ? handle.Key.Type.Name : handle.Key.Name;
}
