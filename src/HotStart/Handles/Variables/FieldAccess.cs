using System.Reflection;
using System.Reflection.Emit;

namespace HotStart.Handles.Variables;

internal sealed class FieldAccess<T>(FieldInfo field) : VariableAccess<T>(field.IsInitOnly)
{
    private readonly Reference _reference = Compile(field);

    /// <summary>Asked anew each time: the address of a thread-static field differs, and any may move.</summary>
    private delegate ref T Reference();

    public override T Read() => _reference();

    public override void Write(T value) => _reference() = value;

    private static Reference Compile(FieldInfo field)
    {
        DynamicMethod method = new(
            field.Name, typeof(T).MakeByRefType(), Type.EmptyTypes, field.Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator(8);
        il.Emit(OpCodes.Ldsflda, field);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Reference>();
    }
}
