using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HotStart.Analyzers;

/// <summary>Who can give back what an expression made.</summary>
internal readonly struct Owner
{
    private Owner(bool isDropped, ISymbol? place) => (IsDropped, Place) = (isDropped, place);

    /// <summary>Nobody: the result is thrown away.</summary>
    public bool IsDropped { get; }

    /// <summary>The local, field or property that holds it; <see langword="null"/> where it was dropped, is in a <c>using</c>, or went elsewhere.</summary>
    public ISymbol? Place { get; }

    public static Owner Of(IOperation made)
    {
        IOperation value = made;
        while (value.Parent is IParenthesizedOperation or IConversionOperation { OperatorMethod: null })
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IExpressionStatementOperation => new Owner(true, null),
            IInvocationOperation call when call.Instance == value => new Owner(true, null),
            IPropertyReferenceOperation property when property.Instance == value => new Owner(true, null),
            IAssignmentOperation assignment when assignment.Value == value => OfTarget(assignment.Target),
            IFieldInitializerOperation field => At(field.InitializedFields.FirstOrDefault()),
            IPropertyInitializerOperation property => At(property.InitializedProperties.FirstOrDefault()),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => OfDeclarator(declarator),
            _ => default,
        };
    }

    private static Owner At(ISymbol? place) => new(false, place);

    private static Owner OfTarget(IOperation target) => target switch
    {
        IDiscardOperation => new Owner(true, null),
        ILocalReferenceOperation local => At(local.Local),
        IFieldReferenceOperation field => At(field.Field),
        IPropertyReferenceOperation { Property.IsIndexer: false } property => At(property.Property),
        _ => default,
    };

    private static Owner OfDeclarator(IVariableDeclaratorOperation declarator)
    {
        for (IOperation? up = declarator.Parent; up is not null and not IBlockOperation; up = up.Parent)
        {
            if (up is IUsingDeclarationOperation or IUsingOperation)
            {
                return default;
            }
        }

        return At(declarator.Symbol);
    }
}
