namespace Plugins.Contracts;

/// <summary>A service of the host: plugins write down what happens to them.</summary>
public interface IJournal
{
    void Write(string line);
}
