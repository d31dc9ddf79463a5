namespace HotStart.Handles;

internal enum HandleKind
{
    /// <summary>A static method, seen as a delegate.</summary>
    Function,

    /// <summary>A static field or property.</summary>
    Variable,

    /// <summary>An object that implements an interface.</summary>
    Contract,

    /// <summary>Anything, called with objects.</summary>
    Untyped,

    /// <summary>As <see cref="Untyped"/>, for callers from outside who name what they call anew each time: a candidate may lack it.</summary>
    NamedCall,
}
