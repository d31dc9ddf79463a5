namespace HotStart.Tests.Handles;

/// <summary>A contract with an event that cannot be left.</summary>
public interface IAlarm
{
    event EventHandler<int>? Sound;

    /// <summary>Its <c>remove</c> throws.</summary>
    event EventHandler<int>? Stuck;

    event EventHandler<int>? Last;

    void Raise(int value);
}
