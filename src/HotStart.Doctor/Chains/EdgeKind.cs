namespace HotStart.Doctor.Chains;

/// <summary>How an object is held by the one before it.</summary>
internal enum EdgeKind
{
    /// <summary>By a root alone: it is the first.</summary>
    Root,

    /// <summary>By a static field.</summary>
    StaticField,

    /// <summary>By a field of the object before it.</summary>
    Field,

    /// <summary>As an element of the array before it.</summary>
    Element,

    /// <summary>As a value of a weak table whose key is the object before it.</summary>
    WeakTable,

    /// <summary>Because it is the code of the object before it.</summary>
    Code,
}
