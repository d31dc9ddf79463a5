namespace HotStart;

/// <summary>
/// Marks an assembly of contracts: host and plugins use the host's copy of it, so that its types are the same types
/// on both sides. The host's own projects are shared without it; a contract that comes as a package wants it.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class SharedAssemblyAttribute : Attribute
{
}
