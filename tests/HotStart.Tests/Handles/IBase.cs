namespace HotStart.Tests.Handles;

public interface IBase<T>
{
    int Version { get; }

    T Inherited(T value);

    string Both() => "base";
}
