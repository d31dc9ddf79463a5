namespace HotStart.Handles.Variables;

/// <summary>Reads and writes one variable of one generation. Used inside the gate only.</summary>
internal abstract class VariableAccess<T>(bool isReadOnly)
{
    public bool IsReadOnly { get; } = isReadOnly;

    public abstract T Read();

    public abstract void Write(T value);
}
