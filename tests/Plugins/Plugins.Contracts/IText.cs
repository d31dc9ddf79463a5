namespace Plugins.Contracts;

/// <summary>Implemented by plugins that answer with one text.</summary>
public interface IText
{
    string Text();
}
