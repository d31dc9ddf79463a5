using System.Reflection;
using HotStart.Handles.Symbols;

namespace HotStart.Handles;

/// <summary>One symbol of one generation, called with objects.</summary>
internal sealed class UntypedSymbol(IReadOnlyList<MemberInfo> members)
{
    public SymbolKind Kind { get; } = SymbolTable.KindOf(members[0]);

    public string Signature => string.Join("; ", members.Select(SymbolText.Of));

    public bool IsOverloaded => members.Count > 1;

    public IEnumerable<MethodInfo> Functions => members.OfType<MethodInfo>();

    /// <summary>The variable's value and type.</summary>
    public (object? Value, Type Type) Read() => members[0] switch
    {
        FieldInfo field => (field.GetValue(null), field.FieldType),
        PropertyInfo property => (
            property.GetMethod is { IsPublic: true } get
                ? get.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)
                : throw new InvalidOperationException($"'{property.Name}' has no public getter: it can only be written."),
            property.PropertyType),
        _ => throw new InvalidOperationException(
            $"'{members[0].Name}' is a class and cannot be called as such. Use As<T> with a contract that it implements."),
    };

    /// <summary>Calls a function; its exceptions come as they are.</summary>
    public static object? Call(MethodInfo method, object?[] arguments) =>
        method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>What a result is once it is there: the value of a task rather than the task.</summary>
    public static async ValueTask<(object? Value, Type Type)> FinishAsync(object? result, Type declared)
    {
        switch (result)
        {
            case Task task:
                await task.ConfigureAwait(false);
                return ResultOf(task, declared);
            case ValueTask task:
                await task.ConfigureAwait(false);
                return (null, typeof(void));
            case not null when declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(ValueTask<>):
                Task converted = (Task)declared.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(result, null)!;
                await converted.ConfigureAwait(false);
                return ResultOf(converted, typeof(Task<>).MakeGenericType(declared.GetGenericArguments()));
            default:
                return (result, declared);
        }
    }

    private static (object? Value, Type Type) ResultOf(Task task, Type declared) =>
        declared.IsGenericType && declared.GetProperty("Result") is { } property
            ? (property.GetValue(task), property.PropertyType)
            : (null, typeof(void));
}
