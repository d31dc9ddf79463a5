namespace HotStart.Handles.Variables;

internal sealed class ConstantAccess<T>(T value) : VariableAccess<T>(isReadOnly: true)
{
    public override T Read() => value;

    public override void Write(T value) => throw new InvalidOperationException("A constant cannot be written.");
}
