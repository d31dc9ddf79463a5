namespace HotStart;

/// <summary>What sort of symbol it is.</summary>
public enum SymbolKind
{
    /// <summary>A public static method.</summary>
    Function,

    /// <summary>A public static field or property.</summary>
    Variable,

    /// <summary>A public class that implements a contract.</summary>
    Contract,
}
