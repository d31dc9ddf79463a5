using System.Reflection;
using System.Runtime.CompilerServices;

namespace HotStart.Handles.Variables;

internal sealed unsafe class PropertyAccess<T> : VariableAccess<T>
{
    private readonly delegate*<T> _get;
    private readonly delegate*<T, void> _set;

    public PropertyAccess(PropertyInfo property)
        : base(IsFixed(property))
    {
        if (property.GetMethod is { IsPublic: true } get)
        {
            _get = (delegate*<T>)EntryPoint(get);
        }

        if (!IsReadOnly)
        {
            _set = (delegate*<T, void>)EntryPoint(property.SetMethod!);
        }
    }

    public override T Read() => _get != null ? _get() : throw new InvalidOperationException("It has no public getter: it can only be written.");

    public override void Write(T value) => _set(value);

    private static bool IsFixed(PropertyInfo property) => property.SetMethod is not { IsPublic: true };

    private static nint EntryPoint(MethodInfo accessor)
    {
        RuntimeHelpers.PrepareMethod(accessor.MethodHandle);
        return accessor.MethodHandle.GetFunctionPointer();
    }
}
