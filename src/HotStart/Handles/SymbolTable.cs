using System.Reflection;

namespace HotStart.Handles;

/// <summary>The symbols of one loaded assembly.</summary>
internal sealed class SymbolTable(Assembly assembly)
{
    public Assembly Assembly { get; } = assembly;
}
