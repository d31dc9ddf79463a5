using System.Reflection;
using System.Reflection.Emit;

namespace HotStart.Handles.Emission;

/// <summary>Carries the type parameters of a generic contract method over to its emitted counterpart.</summary>
internal static class GenericParameters
{
    public static Type[] Copy(MethodInfo method, MethodBuilder builder)
    {
        Type[] theirs = method.GetGenericArguments();
        GenericTypeParameterBuilder[] own = builder.DefineGenericParameters(Array.ConvertAll(theirs, t => t.Name));
        for (int i = 0; i < own.Length; i++)
        {
            own[i].SetGenericParameterAttributes(theirs[i].GenericParameterAttributes);
            Type[] constraints = Array.ConvertAll(theirs[i].GetGenericParameterConstraints(), c => Replace(c, own));
            if (Array.Find(constraints, c => !c.IsInterface && !c.IsGenericParameter) is { } baseType)
            {
                own[i].SetBaseTypeConstraint(baseType);
            }

            own[i].SetInterfaceConstraints(Array.FindAll(constraints, c => c.IsInterface || c.IsGenericParameter));
        }

        return own;
    }

    /// <summary>The same type with the method's type parameters replaced.</summary>
    public static Type Replace(Type type, Type[] own)
    {
        if (own.Length == 0 || !type.ContainsGenericParameters)
        {
            return type;
        }

        if (type.IsGenericMethodParameter)
        {
            return own[type.GenericParameterPosition];
        }

        if (type.HasElementType)
        {
            Type element = Replace(type.GetElementType()!, own);
            return type switch
            {
                { IsByRef: true } => element.MakeByRefType(),
                { IsPointer: true } => element.MakePointerType(),
                { IsSZArray: true } => element.MakeArrayType(),
                _ => element.MakeArrayType(type.GetArrayRank()),
            };
        }

        return type.GetGenericTypeDefinition()
            .MakeGenericType(Array.ConvertAll(type.GetGenericArguments(), a => Replace(a, own)));
    }
}
