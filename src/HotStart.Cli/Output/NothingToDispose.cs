namespace HotStart.Cli.Output;

internal sealed class NothingToDispose : IDisposable
{
    public static readonly NothingToDispose Instance = new();

    public void Dispose()
    {
    }
}
