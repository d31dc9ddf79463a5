// The runtime finds this attribute by its full name, so the namespace is not ours to choose.
#pragma warning disable IDE0130
namespace System.Runtime.CompilerServices;

/// <summary>Lets an emitted assembly use what another assembly keeps to itself.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
