namespace Plugins.Contracts;

/// <summary>Inherited by other contracts.</summary>
public interface INamed
{
    string Name { get; }
}
