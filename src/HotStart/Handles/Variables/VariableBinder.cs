using System.Reflection;
using System.Runtime.CompilerServices;
using HotStart.Flow.Generations;

namespace HotStart.Handles.Variables;

/// <summary>Makes the accessor of a static field or property.</summary>
internal static class VariableBinder
{
    /// <summary>A <see cref="VariableAccess{T}"/> of the key's type.</summary>
    public static object Bind(HandleKey key, Generation generation, SymbolTable symbols)
    {
        IReadOnlyList<MemberInfo> found = Binder.Find(key, generation, symbols);
        RuntimeHelpers.RunClassConstructor((found[0].DeclaringType ?? (Type)found[0]).TypeHandle);
        return found[0] switch
        {
            FieldInfo { IsLiteral: true } field when field.FieldType == key.Type => Make(typeof(ConstantAccess<>), Constant(field)),
            FieldInfo field when field.FieldType == key.Type => Make(typeof(FieldAccess<>), field),
            PropertyInfo property when property.PropertyType == key.Type => Make(typeof(PropertyAccess<>), property),
            _ => throw BindErrors.WrongVariable(key, generation, found),
        };

        object Make(Type access, object? argument) => access.MakeGenericType(key.Type)
            .GetConstructors()[0]
            .Invoke(BindingFlags.DoNotWrapExceptions, null, [argument], null);
    }

    private static object? Constant(FieldInfo field)
    {
        object? raw = field.GetRawConstantValue();
        return raw is not null && field.FieldType.IsEnum ? Enum.ToObject(field.FieldType, raw) : raw;
    }
}
