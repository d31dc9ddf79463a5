using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers;

/// <summary>Small questions about a piece of code.</summary>
internal static class Operations
{
    /// <summary>The value below casts and brackets. A cast that runs code of its own is a value itself.</summary>
    public static IOperation? Bare(this IOperation? operation)
    {
        while (operation is IParenthesizedOperation or IConversionOperation { OperatorMethod: null })
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }

    /// <summary>The type that a value has before it is cast.</summary>
    public static ITypeSymbol? BareType(this IOperation? operation) => operation.Bare()?.Type ?? operation?.Type;

    /// <summary>The value of a parameter that was written out.</summary>
    public static IOperation? Argument(this IInvocationOperation call, string parameter) => call.Arguments
        .FirstOrDefault(a => a.Parameter?.Name == parameter && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;
}
