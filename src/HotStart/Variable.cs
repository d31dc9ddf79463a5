using System.Diagnostics;
using HotStart.Flow.Leases;
using HotStart.Handles;
using HotStart.Handles.Variables;

namespace HotStart;

/// <summary>
/// A static field or property of a plugin. It never goes stale: each read and write goes to the active generation.
/// Safe for use by several threads as far as the plugin's own field or property is.
/// </summary>
/// <typeparam name="T">The exact type of the field or property.</typeparam>
/// <remarks>A value is not carried over to the next generation: that one starts with its own.</remarks>
[DebuggerDisplay("{PluginId,nq}: {Name,nq}")]
public sealed unsafe class Variable<T>
{
    private readonly Handle _handle;

    internal Variable(Handle handle) => _handle = handle;

    /// <summary>The plugin it belongs to.</summary>
    public string PluginId => _handle.PluginId;

    /// <summary>The name it was looked up by.</summary>
    public string Name => _handle.Key.Name;

    /// <summary>The value in the active generation.</summary>
    /// <exception cref="InvalidOperationException">It was set, but is read-only; or read, but has no public getter.</exception>
    /// <exception cref="PluginNotFoundException">The plugin has no active generation.</exception>
    /// <exception cref="ObjectDisposedException">It came from a pinned set that was disposed.</exception>
    public T Value
    {
        get
        {
            long* frame = _handle.Enter(out BoundTarget target);
            try
            {
                return Access(target).Read();
            }
            finally
            {
                CallGate.Exit(frame);
            }
        }

        set
        {
            long* frame = _handle.Enter(out BoundTarget target);
            try
            {
                VariableAccess<T> access = Access(target);
                if (access.IsReadOnly)
                {
                    throw new InvalidOperationException(
                        $"'{Name}' of plugin '{PluginId}' is read-only (const, readonly, or a property without a public setter) and cannot be set from outside.");
                }

                access.Write(value);
            }
            finally
            {
                CallGate.Exit(frame);
            }
        }
    }

    /// <summary>Whether the active generation lets nobody set it from outside.</summary>
    public bool IsReadOnly
    {
        get
        {
            long* frame = _handle.Enter(out BoundTarget target);
            try
            {
                return Access(target).IsReadOnly;
            }
            finally
            {
                CallGate.Exit(frame);
            }
        }
    }

    /// <summary>The plugin and the name.</summary>
    public override string ToString() => $"{PluginId}: {Name}";

    private static VariableAccess<T> Access(BoundTarget target) => (VariableAccess<T>)target.Instance!;
}
