namespace HotStart.Bench.Plugins;

/// <summary>The contract of a plugin that loads a private dependency only in the middle of a call.</summary>
public interface ILate
{
    /// <summary>Tells that it has begun, which may take a while, and needs its dependency after that.</summary>
    int Run(Action begun);
}
